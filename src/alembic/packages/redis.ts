/**
 * redis-py as a revision asks it. A replay begins where an installation begins: the database is empty, and so is the store beside it. What is
 * read after something was written is not known.
 */
import type { HostModules } from '../../python/interpreter';
import { sharedModule, sourceModule } from '../../sqlalchemy/packages/source-module';

const text = `
written = []


def read(answer):
    return not_understood("what a Redis holds once the revisions wrote to it") if written else answer


class Redis:
    def __init__(self, *args, **kwargs):
        pass

    @classmethod
    def from_url(cls, url, **kwargs):
        return cls()

    def __enter__(self):
        return self

    def __exit__(self, kind, error, traceback):
        return False

    def close(self):
        pass

    def ping(self, **kwargs):
        return True

    def _none(self, *args, **kwargs):
        return read(None)

    def _zero(self, *args, **kwargs):
        return read(0)

    def _items(self, *args, **kwargs):
        return read([])

    def _iterated(self, *args, **kwargs):
        return read(iter([]))

    get = hget = lindex = zscore = getrange = _none
    exists = hlen = llen = scard = zcard = dbsize = strlen = _zero
    keys = hkeys = hvals = lrange = zrange = _items
    scan_iter = hscan_iter = sscan_iter = zscan_iter = _iterated

    def hexists(self, name, key):
        return read(False)

    sismember = hexists

    def hgetall(self, name):
        return read({})

    def smembers(self, name):
        return read(set())

    def scan(self, *args, **kwargs):
        return read((0, []))

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        written.append(name)
        return not_understood("what %s() of a Redis answers" % name)


StrictRedis = Redis


def from_url(url, **kwargs):
    return Redis()
`;

const module = sharedModule(sourceModule('redis', text));

export const redisModules: HostModules = new Map([
  ['redis', module],
  ['redis.client', module],
]);

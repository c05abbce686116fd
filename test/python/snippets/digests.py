# python 3.13
# === hashlib and base64
import base64, hashlib
TEXTS = [b"", b"abc", b"a" * 55, b"a" * 56, b"a" * 63, b"a" * 64, b"a" * 65, b"a" * 119, b"a" * 1000, bytes(range(256))]

[hashlib.md5(text).hexdigest() for text in TEXTS]
[hashlib.sha1(text).hexdigest() for text in TEXTS]
[hashlib.sha256(text).hexdigest() for text in TEXTS]
hashlib.new("sha1", b"abc").digest()
hashlib.md5(b"abc", usedforsecurity=False).hexdigest()
hashlib.md5("abc")
hashlib.md5("orders".encode("utf-8")).hexdigest()[:8]
hashlib.sha256().name, hashlib.sha1().digest_size
int(hashlib.md5(b"abc").hexdigest(), 16) % 1000
[base64.b64encode(text) for text in TEXTS[:4]]
base64.urlsafe_b64encode(b"\xff\xfe\xfd").decode()
base64.b64decode("YWI="), base64.b64decode(b"YWJj"), base64.urlsafe_b64decode("__79")
base64.b64decode("Y W")  # not understood
base64.b64encode("abc")
base64.b16encode(b"\x01\xff")
# --- a hash in several steps
import hashlib
h = hashlib.sha256(b"a")
h.update(b"b")
other = h.copy()
other.update(b"c")
result = h.hexdigest(), other.hexdigest() == hashlib.sha256(b"abc").hexdigest()
# === uuid
import uuid
U = uuid.UUID("12345678-1234-5678-9234-567812345678")

U, str(U), f"{U}", U.hex, U.int, U.urn, U.version, U.variant, U.node, U.time_low, int(U)
U == uuid.UUID(U.hex), U == uuid.UUID(int=U.int), U == uuid.UUID(bytes=U.bytes), U == str(U)
uuid.UUID("{12345678123456789234567812345678}"), uuid.UUID("urn:uuid:12345678-1234-5678-9234-567812345678")
U < uuid.UUID(int=0), sorted([U, uuid.UUID(int=1)])
U < 1
uuid.UUID("g" * 32)
uuid.UUID("x" * 32)  # not understood
uuid.UUID("1234")
uuid.UUID()
uuid.UUID(bytes=b"abc")
uuid.UUID(int=-1)
uuid.uuid5(uuid.NAMESPACE_URL, "https://example.org/é"), uuid.uuid3(uuid.NAMESPACE_OID, "1.2")
uuid.uuid5(U, "x").version, uuid.uuid3(U, "x").variant
uuid.NAMESPACE_DNS, uuid.NAMESPACE_URL, uuid.NAMESPACE_OID, uuid.NAMESPACE_X500
uuid.uuid4()  # not understood
str(uuid.uuid4())  # not understood
uuid.uuid1().hex  # not understood
{U: 1}[uuid.UUID(int=U.int)]
# === math
import math
from decimal import Decimal

math.pi, math.e, math.tau, math.inf, -math.inf, math.nan
math.floor(1.9), math.floor(-1.1), math.ceil(1.1), math.ceil(-1.9), math.trunc(-1.9), math.floor(5), math.ceil(True)
math.floor(Decimal("-1.5")), math.ceil(Decimal("1.2"))
math.floor(math.inf)
math.ceil(math.nan)
math.sqrt(2), math.sqrt(16), math.isqrt(17), math.isqrt(10**40), math.isqrt(0), math.isqrt(3)
math.sqrt(-1)
math.isqrt(-1)
math.log2(1024), math.log2(1), math.log10(1000), math.log2(2**60)
math.log2(3)  # not understood
math.log2(2**2000)  # not understood
math.log2(0)
math.log(10)  # not understood
math.gcd(12, -18), math.gcd(), math.gcd(0, 5), math.lcm(4, 6), math.lcm(), math.lcm(0, 3), math.lcm(-4, 6)
math.factorial(20), math.factorial(0)
math.factorial(-1)
math.prod([1, 2, 3]), math.prod([]), math.prod([2, 0.5], start=3)
math.isclose(0.1 + 0.2, 0.3), math.isclose(1, 1.1), math.isclose(0, 1e-12), math.isclose(0, 1e-12, abs_tol=1e-9), math.isclose(1, 2, rel_tol=0.5)
math.isclose(math.inf, math.inf), math.isclose(math.inf, 1), math.isnan(math.nan), math.isinf(-math.inf), math.isfinite(1)
math.fabs(-2), math.sin(1) is not None  # not understood
math.floor(math.log2(8)), math.ceil(10 / 3)

"""Answers the jobs on stdin, each in a process of its own: what one fixture imports, maps or breaks must not meet the next."""
import json
import multiprocessing
import os
import sys
import warnings


def _in_a_process(run, url, job, sender):
    # What a fixture prints does not belong to the answer.
    os.dup2(2, 1)
    sender.send(run(url, job))


def answer(run):
    """Writes {name: run(url, job)} to stdout; the URL of the database is the first argument of the command."""
    warnings.simplefilter("ignore")
    sys.dont_write_bytecode = True
    fork = multiprocessing.get_context("fork")
    answers = {}
    for job in json.load(sys.stdin):
        receiver, sender = fork.Pipe(duplex=False)
        process = fork.Process(target=_in_a_process, args=(run, sys.argv[1], job, sender))
        process.start()
        sender.close()
        try:
            answers[job["name"]] = receiver.recv()
        except EOFError:
            raise SystemExit(f"{job['name']} ended its process") from None
        process.join()
    json.dump(answers, sys.stdout)

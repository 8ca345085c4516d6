"""What was checked and how it came out: one line a check, totals at the end."""
import sys
import time

SHOWN = 12


class Report:
    """Prints each result as it comes; nothing is kept back until the end."""

    def __init__(self, out=sys.stdout):
        self.out = out
        self.passed = 0
        self.failures = []
        self.skipped = 0
        self.started = time.monotonic()
        self.section_name = ''

    def line(self, text=''):
        print(text, file=self.out, flush=True)

    def section(self, name):
        self.section_name = name
        self.line('\n== %s (%d s)' % (name, time.monotonic() - self.started))

    def note(self, text):
        """Something measured or done, which is neither right nor wrong."""
        self.line('     ' + text)

    def ok(self, what):
        self.passed += 1
        self.line('ok   ' + what)

    def fail(self, what, details=()):
        self.failures.append('%s: %s' % (self.section_name, what))
        self.line('FAIL ' + what)
        details = list(details)
        for detail in details[:SHOWN]:
            self.line('       ' + str(detail))
        if len(details) > SHOWN:
            self.line('       and %d more' % (len(details) - SHOWN))

    def skip(self, what):
        self.skipped += 1
        self.line('skip ' + what)

    def check(self, holds, what, *details):
        """`details` say what was found instead; shown only when it does not hold."""
        if holds:
            self.ok(what)
        else:
            self.fail(what, details)
        return bool(holds)

    def equal(self, found, wanted, what):
        return self.check(found == wanted, what, 'wanted %r' % (wanted,), 'found  %r' % (found,))

    def finish(self):
        """Prints the totals; returns the exit status."""
        self.line()
        for failure in self.failures:
            self.line('FAIL ' + failure)
        if self.skipped:
            self.line('%d skipped' % self.skipped)
        self.line('%d passed, %d failed' % (self.passed, len(self.failures)))
        return 1 if self.failures else 0

"""The table: what, measured, budget, ratio to the reference, verdict."""
import statistics

from measures import REFERENCES

HEAD = ('what', 'best', 'median', 'CPU', 'budget', 'ratio', 'reference', 'verdict')


def seconds(number):
    if number is None:
        return ''
    if number >= 1:
        return '%.2f s' % number
    return '%.3g ms' % (number * 1e3) if number >= 1e-4 else '%.3g µs' % (number * 1e6)


def size(number):
    return '%.1f MB' % (number / 1e6) if number >= 1e6 else '{:,.0f} B'.format(number)


def rate(count, time):
    return '{:,.0f}/s'.format(count / time)


class Table:
    def __init__(self):
        self.lines = []
        self.missed = []

    def add(self, measure, what, best, median=None, cpu=None, reference=None):
        """One line; `best`, `median` and `cpu` are seconds, or bytes for a size; so is `reference`."""
        if measure.kind == 'rate':
            value = rate(measure.count, best)
            middle = rate(measure.count, median)
            budget = '≥ {:,}/s'.format(measure.budget)
            good = measure.count / best >= measure.budget
        else:
            show = size if measure.kind == 'bytes' else seconds
            value, middle = show(best), show(median) if median is not None else ''
            budget = '' if measure.budget is None else '< ' + show(measure.budget)
            good = measure.budget is None or best < measure.budget
        verdict = '' if measure.budget is None else 'kept' if good else 'MISSED'
        if not good:
            self.missed.append(what)
        ratio = '' if not reference else '%.2f x' % (best / reference)
        beside = '' if not reference else REFERENCES.get(measure.reference, measure.reference)
        if reference:
            beside += ' (%s)' % seconds(reference)
        self.lines.append((what, value, middle, seconds(cpu), budget, ratio, beside, verdict))

    def __str__(self):
        lines = [HEAD] + self.lines
        widths = [max(len(line[column]) for line in lines) for column in range(len(HEAD))]
        rule = tuple('-' * width for width in widths)
        numbers = range(1, 6)
        return '\n'.join(
            '  '.join(cell.rjust(width) if column in numbers else cell.ljust(width)
                      for column, (cell, width) in enumerate(zip(line, widths))).rstrip()
            for line in lines[:1] + [rule] + lines[1:])


def best_and_median(times):
    return min(times), statistics.median(times)

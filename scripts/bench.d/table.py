"""The table: what, measured, budget, ratio to the reference, verdict."""
import statistics

from measures import REFERENCES

HEAD = ('what', 'measured', 'budget', 'verdict', 'best wall', 'median', 'ratio', 'reference')


def seconds(number):
    if number >= 1:
        return '%.2f s' % number
    return '%.3g ms' % (number * 1e3) if number >= 1e-4 else '%.3g µs' % (number * 1e6)


def size(number):
    return '%.1f MB' % (number / 1e6) if number >= 1e6 else '{:,.0f} B'.format(number)


class Table:
    def __init__(self):
        self.lines = []

    def add(self, measure, what, measured, wall=(), reference=None):
        """One line; `measured` and `reference` are processor seconds, or bytes; `wall` has those of all runs."""
        if measure.kind == 'rate':
            def show(time):
                return '{:,.0f}/s'.format(measure.count / time)
            budget = '≥ {:,}/s'.format(measure.budget)
            good = measure.count / measured >= measure.budget
        else:
            show = size if measure.kind == 'bytes' else seconds
            budget = '' if measure.budget is None else '< ' + show(measure.budget)
            good = measure.budget is None or measured < measure.budget
        verdict = '' if measure.budget is None else 'kept' if good else 'MISSED'
        ratio, beside = '', ''
        if reference:
            ratio = '%.2g x' % (measured / reference) if measured < reference else '%.1f x' % (measured / reference)
            beside = '%s (%s)' % (REFERENCES.get(measure.reference, measure.reference), seconds(reference))
        walls = (show(min(wall)), show(statistics.median(wall))) if wall else ('', '')
        self.lines.append((what, show(measured), budget, verdict) + walls + (ratio, beside))

    def __str__(self):
        lines = [HEAD] + self.lines
        widths = [max(len(line[column]) for line in lines) for column in range(len(HEAD))]
        rule = tuple('-' * width for width in widths)
        numbers = (1, 2, 4, 5, 6)
        return '\n'.join(
            '  '.join(cell.rjust(width) if column in numbers else cell.ljust(width)
                      for column, (cell, width) in enumerate(zip(line, widths))).rstrip()
            for line in lines[:1] + [rule] + lines[1:])

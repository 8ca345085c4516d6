/// The look of the HTML page: the reader's own fonts and light or dark, one
/// rule under the headings, digits of equal width.
enum HTMLStyle {
    static let css = """
        :root {
          color-scheme: light dark;
          --ink: #1c2024; --soft: #60646c; --paper: #fff; --line: #e0e3e8; --hover: #f5f7fa;
          --note: #fff4d6; --note-line: #e2b33a;
          --good: #1a7f43; --warn: #946300; --bad: #c62a2f; --odd: #8e3fb5;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --ink: #e6e8eb; --soft: #9ba1a9; --paper: #16181c; --line: #2f343b; --hover: #1f2329;
            --note: #33290d; --note-line: #8f7022;
            --good: #5bd08a; --warn: #e3b341; --bad: #ff7b7f; --odd: #d29bee;
          }
        }
        body {
          margin: 2rem; background: var(--paper); color: var(--ink);
          font: 15px/1.45 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
        }
        aside {
          max-width: 60rem; margin: 0 0 1.5rem; padding: .75rem 1rem;
          background: var(--note); border-left: 4px solid var(--note-line); border-radius: 4px;
        }
        aside ul { margin: .25rem 0 0; padding-left: 1.25rem; }
        table { border-collapse: collapse; margin-bottom: 1.5rem; font-variant-numeric: tabular-nums; }
        caption { padding-bottom: .6rem; text-align: left; color: var(--soft); }
        th, td {
          padding: .4rem 1.5rem .4rem 0; text-align: left; vertical-align: top;
          border-bottom: 1px solid var(--line); overflow-wrap: break-word; min-width: 2.5rem; max-width: 32rem;
        }
        th:last-child, td:last-child { padding-right: .5rem; }
        thead th {
          position: sticky; top: 0; background: var(--paper); font-weight: 600; white-space: nowrap;
          border-bottom: 0; box-shadow: inset 0 -2px var(--line);
        }
        .record th { font-weight: 600; color: var(--soft); white-space: nowrap; }
        tbody tr:hover { background: var(--hover); }
        .n { text-align: right; white-space: nowrap; }
        .record .n { text-align: left; }
        .t { white-space: nowrap; }
        .dim { color: var(--soft); }
        .good { color: var(--good); }
        .warn { color: var(--warn); }
        .bad { color: var(--bad); }
        .odd { color: var(--odd); }
        @media print { body { margin: 0; } thead th { position: static; } tr { break-inside: avoid; } }

        """
}

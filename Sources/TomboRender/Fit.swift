/// Makes the columns of a table fit a terminal.
enum Fit {
    struct Column {
        /// What its widest cell needs.
        var content: Int
        /// What its heading needs on one line, and broken between its words.
        var heading: Int
        var longestWord: Int
        /// Whether its cells may be cut.
        var isShrinkable: Bool
    }

    /// No column's cells are cut to less: it would tell nothing.
    static let floor = 8

    /// Takes from the widest column first, in the order of what is lost:
    /// headings break between words (nothing is), cells are cut, headings
    /// are cut. What still does not fit stays too wide, since a column must
    /// not vanish unsaid.
    static func widths(_ columns: [Column], gap: Int, total: Int) -> [Int] {
        var widths = columns.map { max($0.content, $0.heading) }
        var excess = widths.reduce(gap * max(0, columns.count - 1), +) - total
        let whole = columns.map { max($0.content, $0.longestWord) }
        let cut = columns.map { $0.isShrinkable ? max(floor, $0.longestWord) : max($0.content, $0.longestWord) }
        let least = columns.map { $0.isShrinkable ? floor : max($0.content, $0.longestWord) }
        for floors in [whole, cut, least] { shrink(&widths, floors: floors, by: &excess) }
        return widths
    }

    private static func shrink(_ widths: inout [Int], floors: [Int], by excess: inout Int) {
        while excess > 0 {
            let able = widths.indices.filter { widths[$0] > floors[$0] }
            guard let widest = able.max(by: { widths[$0] < widths[$1] }) else { break }
            let next = able.map { widths[$0] }.filter { $0 < widths[widest] }.max() ?? 0
            // Of several that are equally wide, none loses more than its part.
            let equals = able.count { widths[$0] == widths[widest] }
            let part = (excess + equals - 1) / equals
            let goal = max(floors[widest], min(next, widths[widest] - 1), widths[widest] - part)
            excess -= widths[widest] - goal
            widths[widest] = goal
        }
    }

    /// The lines of a heading in `room` columns, broken between words.
    static func lines(_ heading: String, in room: Int) -> [String] {
        if DisplayWidth.of(heading) <= room { return [heading] }
        var lines: [String] = []
        for word in heading.split(separator: " ") {
            if let last = lines.last, DisplayWidth.of(last) + 1 + DisplayWidth.of(String(word)) <= room {
                lines[lines.count - 1] = last + " " + word
            } else {
                lines.append(String(word))
            }
        }
        return lines
    }
}

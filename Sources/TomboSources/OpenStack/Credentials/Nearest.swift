/// The name that somebody probably meant.
enum Nearest {
    /// - Returns: nil when nothing is near enough: a third of the letters.
    static func name(to wanted: String, among names: [String]) -> String? {
        let limit = max(1, wanted.count / 3)
        let distances = names.map { ($0, distance(Array(wanted.lowercased()), Array($0.lowercased()))) }
        return distances.filter { $0.1 <= limit }.min { ($0.1, $0.0) < ($1.1, $1.0) }?.0
    }

    /// Letters to insert, delete or change (Levenshtein).
    private static func distance(_ a: [Character], _ b: [Character]) -> Int {
        var row = Array(0...b.count)
        for (i, x) in a.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, y) in b.enumerated() {
                let above = row[j + 1]
                row[j + 1] = min(above + 1, row[j] + 1, diagonal + (x == y ? 0 : 1))
                diagonal = above
            }
        }
        return row[b.count]
    }
}

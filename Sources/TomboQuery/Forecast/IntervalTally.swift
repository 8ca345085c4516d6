/// Sums over intervals of snapshots, at the ends of days: costs what changed, not days times what exists.
struct IntervalTally {
    /// The last snapshot of each day, ascending.
    private let ends: [Int64]
    private var changes: [Double]

    init(ends: [Int64]) {
        self.ends = ends
        changes = Array(repeating: 0, count: ends.count + 1)
    }

    /// Half-open; `end` is nil where it still is.
    mutating func add(_ amount: Double, from start: Int64, to end: Int64?) {
        changes[place(start)] += amount
        if let end { changes[place(end)] -= amount }
    }

    /// The first day that ended with this snapshot or a later one.
    private func place(_ seq: Int64) -> Int {
        var (low, high) = (0, ends.count)
        while low < high {
            let middle = (low + high) / 2
            if ends[middle] < seq { low = middle + 1 } else { high = middle }
        }
        return low
    }

    var sums: [Double] {
        var sum = 0.0
        return changes.dropLast().map { change in
            sum += change
            return sum
        }
    }
}

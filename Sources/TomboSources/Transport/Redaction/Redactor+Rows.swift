import TomboRecords

extension Redactor {
    /// A result without secrets in its rows, reason or error.
    ///
    /// Facts hold secrets too: metadata such as `db_password`, a description
    /// with a URL that has a password in it. Keys stay as they are, as a
    /// resource must be told from another.
    func result(_ result: Collection.Result, spec: RecordSpec) async -> Collection.Result {
        switch result {
        case .complete(let rows): .complete(await redacted(rows, spec))
        case .partial(let rows, let reason): .partial(await redacted(rows, spec), reason: text(reason.printable))
        case .failed(let failure): .failed(error(failure))
        case .skipped: result
        }
    }

    /// On every processor: it looks at each text of each row.
    private func redacted(_ rows: [RecordRow], _ spec: RecordSpec) async -> [RecordRow] {
        let size = 1000
        let changed = await withTaskGroup(of: [(Int, RecordRow)].self) { group in
            for start in stride(from: 0, to: rows.count, by: size) {
                group.addTask {
                    let columns = Self.columns(of: spec)
                    return (start..<min(start + size, rows.count)).compactMap { place in
                        row(rows[place], spec, columns).map { (place, $0) }
                    }
                }
            }
            return await group.reduce(into: []) { $0 += $1 }
        }
        if changed.isEmpty { return rows }
        var rows = rows
        for (place, row) in changed { rows[place] = row }
        return rows
    }

    /// Where a row may hold a secret, in a list of one's own: processors that
    /// share one wait for each other to count its references.
    private static func columns(of spec: RecordSpec) -> [Int] {
        spec.columns.indices.filter { index in
            switch spec.types[index] {
            case .text, .json, .set: !spec.keyIndices.contains(index)
            case .integer, .real, .boolean, .instant: false
            }
        }
    }

    /// The row without its secrets; nil where it has none, as nearly every row.
    private func row(_ row: RecordRow, _ spec: RecordSpec, _ columns: [Int]) -> RecordRow? {
        let suspects = columns.filter { !isClean(row.values[$0]) }
        if suspects.isEmpty { return nil }
        var values = row.values
        var isChanged = false
        for index in suspects {
            if spec.types[index] == .text, values[index].text == nil { continue }
            let redacted = json(values[index])
            if redacted == values[index] { continue }
            values[index] = redacted
            isChanged = true
        }
        // The same key as before, so that making the row cannot fail.
        return isChanged ? try? RecordRow(values, spec: spec) : nil
    }
}

import TomboRecords

extension Redactor {
    /// A result without secrets in its rows, reason or error.
    ///
    /// Facts hold secrets too: metadata such as `db_password`, a description
    /// with a URL that has a password in it. Keys stay as they are, as a
    /// resource must be told from another.
    func result(_ result: Collection.Result, spec: RecordSpec) -> Collection.Result {
        switch result {
        case .complete(let rows): .complete(rows.map { row($0, spec) })
        case .partial(let rows, let reason): .partial(rows.map { row($0, spec) }, reason: text(reason.printable))
        case .failed(let failure): .failed(error(failure))
        case .skipped: result
        }
    }

    private func row(_ row: RecordRow, _ spec: RecordSpec) -> RecordRow {
        // Nearly every row is found clean at a look, and stays the same piece of memory.
        let suspects = row.values.indices.filter { index in
            switch spec.types[index] {
            case .text, .json, .set: !isClean(row.values[index]) && !spec.keyIndices.contains(index)
            case .integer, .real, .boolean, .instant: false
            }
        }
        if suspects.isEmpty { return row }
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
        return isChanged ? (try? RecordRow(values, spec: spec)) ?? row : row
    }
}

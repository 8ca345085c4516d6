import TomboRecords

/// What came of reading every kind once, a few lines a service.
struct RightsCheck {
    let service: OpenStackService
    let isAdmin: Bool
    let deadline: Duration

    /// One row for what was read, one for each way in which others were not.
    func rows(_ collections: [Collection]) -> [DoctorRow] {
        var read: [Collection] = []
        var slow: [Collection] = []
        var others: [(key: String, row: DoctorRow, kinds: [String])] = []
        for collection in collections {
            if isStillReading(collection) {
                slow.append(collection)
                continue
            }
            guard let (key, row) = trouble(collection) else {
                read.append(collection)
                continue
            }
            if let index = others.firstIndex(where: { $0.key == key }) {
                others[index].kinds.append(collection.spec.kind)
            } else {
                others.append((key, row, [collection.spec.kind]))
            }
        }
        var rows: [DoctorRow] = []
        if !read.isEmpty || !slow.isEmpty { rows.append(summary(read, slow, of: collections.count)) }
        return rows
            + others.map { _, row, kinds in
                var row = row
                row.detail = "\(Self.list(kinds, of: collections.count)): \(row.detail)"
                return row
            }
    }

    private func summary(_ read: [Collection], _ slow: [Collection], of count: Int) -> DoctorRow {
        let resources = read.map(\.rows.count).reduce(0, +)
        let longest = read.map(\.cost.durationMs).max() ?? 0
        var parts: [String] = []
        if !read.isEmpty {
            let kinds =
                read.count == count ? Self.count(count, "kind") : "\(read.count) of \(Self.count(count, "kind"))"
            parts.append(
                "\(kinds) read whole: \(Self.count(resources, "resource")) in \(Duration.milliseconds(longest).tenths) s"
            )
        }
        if !slow.isEmpty {
            let kinds = slow.map(\.spec.kind)
            parts.append("still reading after \(deadline.spoken): \(Self.named(kinds))")
        }
        return DoctorRow(.rights, service.title, .ok, parts.joined(separator: "; ") + ".")
    }

    /// A kind that the deadline ended while its answers came: on a large cloud that is as it should be.
    private func isStillReading(_ collection: Collection) -> Bool {
        guard case .failed(let error) = collection.result, error.code == .timedOut else { return false }
        return collection.cost.bytes > 0 && isOverdue(collection)
    }

    /// Ended by the deadline and not by a request's own: each begins a little after the round.
    private func isOverdue(_ collection: Collection) -> Bool {
        collection.cost.durationMs >= deadline.milliseconds - 500
    }

    private func trouble(_ collection: Collection) -> (key: String, row: DoctorRow)? {
        switch collection.result {
        case .complete, .skipped: return nil
        case .partial(_, let reason):
            if isAdmin {
                return (
                    reason,
                    DoctorRow(
                        .rights, service.title, .warn, "in part: \(reason)",
                        remedy: "Look in \(service.title)'s log, then run `tombo doctor` again.")
                )
            }
            return ("partial", DoctorRow(.rights, service.title, .warn, "in part, as the role admin is missing."))
        case .failed(let error):
            if error.code == .timedOut, isOverdue(collection) {
                let detail = "no answer within \(deadline.spoken)."
                return (
                    "deadline",
                    DoctorRow(
                        .rights, service.title, .warn, detail,
                        remedy: "Look at the load of \(service.title) and its data base.")
                )
            }
            return (error.code.rawValue, DoctorRow(.rights, service.title, error))
        }
    }

    private static func list(_ kinds: [String], of count: Int) -> String {
        kinds.count == count && count > 1 ? "All \(count) kinds" : named(kinds)
    }

    private static func named(_ kinds: [String]) -> String {
        kinds.prefix(3).joined(separator: ", ") + (kinds.count > 3 ? " and \(kinds.count - 3) more" : "")
    }

    static func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }
}

extension Duration {
    /// Seconds with one decimal.
    fileprivate var tenths: String {
        let tenths = (milliseconds + 50) / 100
        return "\(tenths / 10).\(tenths % 10)"
    }
}

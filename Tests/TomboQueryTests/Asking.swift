import TomboQuery
import TomboRecords
import TomboTestKit

extension LabCloud {
    /// 2026-05-12T20:00:00Z, an hour after nothing in particular; three hours west of UTC, as the lab is.
    static let clock = LocalClock(now: Instant(milliseconds: 1_778_616_000_000)) { _ in -3 * 3600 }

    func archive(cloud: String? = nil) throws -> Archive {
        try Archive(path: path, specs: specs, cloud: cloud, clock: Self.clock)
    }

    func ask(_ question: some Question, at reference: String = "latest", cloud: String? = nil) throws -> Answer {
        try archive(cloud: cloud).answer(question, at: SnapshotReference(reference))
    }

    func code(_ body: () throws -> Void) -> QueryError.Code? {
        do {
            try body()
            return nil
        } catch {
            return (error as? QueryError)?.code
        }
    }

    func failure(_ body: () throws -> Void) -> QueryError? {
        do {
            try body()
            return nil
        } catch {
            return error as? QueryError
        }
    }
}

extension Answer {
    /// The values of one column.
    func column(_ name: String) -> [Value] {
        guard let index = columns.firstIndex(where: { $0.name == name }) else { return [] }
        return rows.map { $0[index] }
    }

    /// Rows as `a|b|c` of some columns, unknown as `-`.
    func lines(_ names: String...) -> [String] {
        let indices = names.compactMap { name in columns.firstIndex { $0.name == name } }
        return rows.map { row in
            indices.map { row[$0].isNull ? "-" : row[$0].text ?? row[$0].json }.joined(separator: "|")
        }
    }
}

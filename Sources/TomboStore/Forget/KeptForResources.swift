import GRDB
import TomboRecords

/// Snapshots that are the only ones to show the first or the last state of a resource: without them it would vanish
/// from history, or seem to have been otherwise from its beginning to its end.
struct KeptForResources {
    let reader: Reader
    let cloud: String
    /// Numbers of the cloud's snapshots, ascending.
    let snapshots: [Int64]

    private struct Life {
        var from: Int64
        var to: Int64
        var name: String
    }

    /// As few as will do: of lives that overlap one snapshot shows all.
    func add(to reasons: inout [Int64: [String]]) throws {
        var lives: [Life] = []
        let kept = reasons.keys.sorted()
        for spec in reader.specs {
            lives += try self.lives(of: spec).filter { life in
                (Self.latest(in: kept, before: life.to) ?? 0) < life.from
            }
        }
        lives.sort { ($0.to, $0.from, $0.name) < ($1.to, $1.from, $1.name) }
        var last: Int64?
        for life in lives {
            if let last, life.from <= last { continue }
            // The latest that shows it: later lives begin later.
            guard let pin = Self.latest(in: snapshots, before: life.to), pin >= life.from else { continue }
            reasons[pin, default: []].append("only one that shows \(life.name)")
            last = pin
        }
    }

    /// The largest of ascending numbers that is below `seq`.
    private static func latest(in numbers: [Int64], before seq: Int64) -> Int64? {
        var (low, high) = (0, numbers.count)
        while low < high {
            let middle = (low + high) / 2
            if numbers[middle] < seq { low = middle + 1 } else { high = middle }
        }
        return low > 0 ? numbers[low - 1] : nil
    }

    /// First and last versions that have ended.
    private func lives(of spec: RecordSpec) throws -> [Life] {
        let isNamed = spec.storedIndices.contains(spec.nameIndex) && spec.key.count == 1
        return try reader.rows(
            """
            SELECT h.valid_from, h.valid_to, r.key, \(isNamed ? "h.\"\(spec.name)\"" : "NULL")
            FROM \(spec.historyTable) h JOIN resource r ON r.id = h.resource_id JOIN cloud c ON c.id = r.cloud_id
            WHERE c.name = ?1 AND h.valid_to IS NOT NULL
              AND (NOT EXISTS (
                  SELECT 1 FROM \(spec.historyTable) b
                  WHERE b.resource_id = h.resource_id AND b.valid_from < h.valid_from)
                OR NOT EXISTS (
                  SELECT 1 FROM \(spec.historyTable) b
                  WHERE b.resource_id = h.resource_id AND b.valid_from > h.valid_from))
            """, [.text(cloud)]
        ).compactMap { row in
            guard let from = row[0].integer, let to = row[1].integer else { return nil }
            let name = row[3].text ?? row[2].text ?? ""
            return Life(from: from, to: to, name: "\(spec.aliases.first ?? spec.kind)/\(name)")
        }
    }
}

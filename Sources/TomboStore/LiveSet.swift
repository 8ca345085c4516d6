import Foundation
import GRDB
import TomboRecords

/// What a collector has alive of a kind, found by key.
///
/// Keys stay as bytes in one piece: 100,000 texts cost more than reading them does.
struct LiveSet {
    struct Version {
        var resource: Int64
        var rowid: Int64
        var digest: RowDigest
        var wasSeen = false
        fileprivate var key: Range<Int>
    }

    /// First what was alive, in the order of the resources; then what was added.
    private(set) var versions: [Version] = []
    private var keys: [UInt8] = []
    /// How many of ``versions`` stand in the order of their resources.
    private var ordered = 0
    /// Where those that were added since stand, by resource.
    private var added: [Int64: Int] = [:]
    /// Where the next look is likely to find what it looks for.
    private var next = 0
    private var strays = 0
    /// By key; made at once for a few that are named, else when the listing comes in another order than the one before.
    private var places: [String: Int]?

    /// `sql` asks for key, resource, rowid and digest, in the order of the resources.
    init(_ db: Database, sql: String, collector: Int64, about count: Int) throws {
        versions.reserveCapacity(count)
        let statement = try db.cachedStatement(sql: sql)
        try statement.setArguments([collector])
        try RowStepper(statement).forEachRow(db) { append($0) }
        ordered = versions.count
    }

    /// Those that a listing names, and no others: all that a kind needs whose
    /// resources never go, and grow more every day.
    ///
    /// `sql` asks for the same of one cloud, kind, key and collector.
    init(_ db: Database, sql: String, _ collector: Registry.Collector, namedBy rows: [RecordRow]) throws {
        let statement = try db.cachedStatement(sql: sql)
        var places: [String: Int] = [:]
        for row in rows where places[row.key] == nil {
            try statement.setArguments([collector.cloudID, collector.kindID, row.key, collector.id])
            try RowStepper(statement).forEachRow(db) {
                places[row.key] = versions.count
                append($0)
            }
        }
        self.places = places
    }

    private mutating func append(_ row: StoredRow) {
        guard let digest = RowDigest(bytes: row.bytes(3)) else { return }
        let start = keys.count
        keys.append(contentsOf: row.bytes(0))
        versions.append(
            Version(resource: row.integer(1), rowid: row.integer(2), digest: digest, key: start..<keys.count))
    }

    func key(_ place: Int) -> String { String(decoding: keys[versions[place].key], as: UTF8.self) }

    mutating func markSeen(_ place: Int) { versions[place].wasSeen = true }

    /// A version that was not alive before, and was seen.
    mutating func add(_ key: String, resource: Int64, rowid: Int64, digest: RowDigest) {
        let place = versions.count
        let start = keys.count
        keys.append(contentsOf: key.utf8)
        versions.append(
            Version(resource: resource, rowid: rowid, digest: digest, wasSeen: true, key: start..<keys.count))
        if places == nil { added[resource] = place } else { places?[key] = place }
    }
}

extension LiveSet {
    /// The place of the version with that key among ``versions``.
    ///
    /// A listing mostly comes in the order of the one before, or in the
    /// reverse: then it is beside the last one, and nothing is hashed. A few
    /// that are not are looked up with `find`, which says the resource of a key.
    mutating func place(of key: String, find: (String) throws -> Int64?) rethrows -> Int? {
        for guess in [next, next + 1, next - 2] where has(key, at: guess) {
            next = guess + 1
            return guess
        }
        let place: Int?
        if let places {
            place = places[key]
        } else if strays < 64 + ordered / 64 {
            strays += 1
            place = try find(key).flatMap(self.place)
        } else {
            let all = Dictionary(uniqueKeysWithValues: versions.indices.map { (self.key($0), $0) })
            place = all[key]
            places = all
        }
        if let place { next = place + 1 }
        return place
    }

    private func has(_ key: String, at place: Int) -> Bool {
        guard versions.indices.contains(place) else { return false }
        let range = versions[place].key
        return keys.withUnsafeBytes { keys in
            let known = UnsafeRawBufferPointer(rebasing: keys[range])
            let isSame = key.utf8.withContiguousStorageIfAvailable { bytes in
                bytes.count == known.count
                    && bytes.baseAddress.flatMap { a in known.baseAddress.map { memcmp(a, $0, bytes.count) } } == 0
            }
            return isSame ?? key.utf8.elementsEqual(known)
        }
    }

    private func place(of resource: Int64) -> Int? {
        if let place = added[resource] { return place }
        var (low, high) = (0, ordered)
        while low < high {
            let middle = (low + high) / 2
            if versions[middle].resource < resource { low = middle + 1 } else { high = middle }
        }
        return low < ordered && versions[low].resource == resource ? low : nil
    }
}

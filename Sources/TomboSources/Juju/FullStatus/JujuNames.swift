import TomboRecords

/// A JSON object that leaves out what is empty, as Juju's command does.
struct JujuFields {
    private var fields: [Value.Field] = []

    var object: Value { .object(fields) }

    /// Adds a member; one that is empty only when it `always` stands there, and null as `{}` then.
    mutating func put(_ key: String, _ value: Value, always: Bool = false) {
        if always {
            fields.append(.init(key, value.isNull ? .object([]) : value))
        } else if !value.isEmpty {
            fields.append(.init(key, value))
        }
    }
}

extension Value {
    fileprivate var isEmpty: Bool {
        switch self {
        case .null: true
        case .text(let text): text.isEmpty
        case .list(let elements): elements.isEmpty
        case .object(let fields): fields.isEmpty
        case .bool, .integer, .real: false
        }
    }

    /// The members of an object, or none: Juju writes an empty one as null.
    var fields: [(key: String, value: Value)] {
        if case .object(let fields) = self { return fields.map { ($0.key, $0.value) } }
        return []
    }

    func mapped(_ transform: (String, Value) -> Value) -> Value {
        .object(fields.map { .init($0.key, transform($0.key, $0.value)) })
    }

    func replacing(_ key: String, by value: Value) -> Value {
        .object(fields.map { .init($0.key, $0.key == key ? value : $0.value) })
    }
}

/// A tag of the API: kind, dash, name with the slashes written otherwise.
enum JujuTag {
    /// `0/lxd/3` is `machine-0-lxd-3`, `ceph-osd/0` is `unit-ceph-osd-0`.
    static func tag(_ kind: String, _ name: String) -> String {
        "\(kind)-" + name.split(separator: "/").joined(separator: "-")
    }

    /// `cloud-maas` is `maas`, `machine-0-lxd-3` is `0/lxd/3`, `unit-ceph-osd-0` is `ceph-osd/0`.
    static func name(_ tag: String) -> String {
        guard let dash = tag.firstIndex(of: "-") else { return tag }
        let name = String(tag[tag.index(after: dash)...])
        switch tag[..<dash] {
        case "machine", "filesystem", "volume": return name.split(separator: "-").joined(separator: "/")
        case "unit", "storage":
            guard let last = name.lastIndex(of: "-") else { return name }
            return name[..<last] + "/" + name[name.index(after: last)...]
        default: return name
        }
    }
}

/// A charm's address: `ch:amd64/jammy/ceph-osd-50`, `local:focal/x-0`, `cs:~user/ntp-3`.
struct JujuCharmURL {
    let origin: String
    let name: String
    let revision: Int64?
    /// What the command prints as `charm`.
    let alias: String

    init(_ url: String) {
        let parts = url.split(separator: ":", maxSplits: 1).map(String.init)
        let schema = parts.count == 2 ? parts[0] : ""
        origin =
            switch schema {
            case "ch": "charmhub"
            case "cs": "charmstore"
            case "local": "local"
            default: "unknown"
            }
        let last = parts.last?.split(separator: "/").last.map(String.init) ?? ""
        if let dash = last.lastIndex(of: "-"), let number = Int64(last[last.index(after: dash)...]), number >= 0 {
            name = String(last[..<dash])
            revision = number
        } else {
            name = last
            revision = nil
        }
        alias = schema == "ch" ? name : url
    }
}

/// Moments: the API writes RFC 3339 with any number of digits, the command `2024-12-04 01:43:51Z` with `--utc`, and
/// `12 Jul 2023 13:01:02+03:00` without.
enum JujuTime {
    static func instant(_ text: String) -> Instant? {
        if let instant = Instant(text) { return instant }
        let words = text.split(separator: " ")
        guard words.count == 4 else { return nil }
        return WrittenDate.instant(day: words[0], month: words[1], year: words[2], time: words[3])
    }

    /// As `juju status --utc` prints it: `2024-12-04 01:43:51Z`.
    static func utc(_ text: String) -> String? {
        guard let instant = Instant(text) else { return nil }
        let whole = Instant(milliseconds: instant.milliseconds - ((instant.milliseconds % 1000) + 1000) % 1000)
        return whole.iso8601.replacing("T", with: " ")
    }
}

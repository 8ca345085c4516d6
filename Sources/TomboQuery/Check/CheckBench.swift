import TomboRecords
import TomboStore

/// Where a rule judges one cloud at one moment: what it may read, and what it says.
struct CheckBench {
    /// What a rule found.
    struct Finding {
        var kind: String
        var name: String
        var message: String
        var evidence: Value
    }

    let moment: Moment
    let cloud: String
    let rule: CheckRule
    /// What tombo.yaml says to the rule.
    let parameters: [String: [String]]
    let roles: Roles
    /// The kinds that the cloud has.
    let present: Set<String>
    private(set) var findings: [Finding] = []
    /// Names of what could not be judged, by the reason, in the order they came.
    private(set) var unknowns: [(reason: String, names: [String])] = []

    init(
        _ moment: Moment, cloud: String, rule: CheckRule, parameters: [String: [String]], roles: Roles,
        present: Set<String>
    ) {
        self.moment = moment
        self.cloud = cloud
        self.rule = rule
        self.parameters = parameters
        self.roles = roles
        self.present = present
    }

    /// The cloud's resources of a kind, by their names; none of a kind that it does not have.
    func rows(_ kind: String, _ columns: [String], where condition: String = "1") throws -> [TableRow] {
        guard present.contains(kind) else { return [] }
        return try moment.table(kind, columns, cloud: cloud, where: condition)
    }

    /// What a resource is called: its name where it has one.
    func name(_ row: TableRow, _ column: String = "name") -> String {
        guard let name = row[column].text, !name.isEmpty else { return row.key }
        return name
    }

    mutating func find(
        _ name: String, _ message: String, kind: String? = nil, _ evidence: KeyValuePairs<String, Value> = [:]
    ) {
        findings.append(
            Finding(
                kind: kind ?? rule.kind, name: name, message: message,
                evidence: .object(evidence.map { .init($0.key, $0.value) })))
    }

    /// Says of a resource that it could not be judged, and why: `host_status is unknown`.
    mutating func cannotJudge(_ name: String, _ reason: String) {
        if let index = unknowns.firstIndex(where: { $0.reason == reason }) {
            unknowns[index].names.append(name)
        } else {
            unknowns.append((reason, [name]))
        }
    }

    /// The words of a setting: tombo.yaml's, else the rule's own.
    func words(_ setting: String) -> [String] {
        parameters[setting] ?? rule.settings.first { $0.name == setting }?.standard ?? []
    }

    /// A setting that is one number.
    func number(_ setting: String) -> Double {
        let standard = rule.settings.first { $0.name == setting }?.standard.first.flatMap(Double.init) ?? 0
        return words(setting).first.flatMap(Double.init) ?? standard
    }

    /// The servers with a role, by key: see ``RoleFinder``.
    func servers(role: String) throws -> [String: (name: String, rule: String)] {
        let found = try RoleFinder(role: role, roles: roles).servers(moment, cloud: cloud)
        return Dictionary(found.map { ($0.server.key, ($0.server.name, $0.rule)) }) { first, _ in first }
    }
}

extension Value {
    /// A stored number, whole or not.
    var number: Double? {
        switch self {
        case .integer(let integer): Double(integer)
        case .real(let real): real
        default: nil
        }
    }
}

/// Words for sentences.
enum CheckWords {
    /// `a`, `a and b`, `a, b and 7 more`.
    static func list(_ names: [String], most: Int = 4) -> String {
        let names = names.sorted { NaturalOrder.compare($0, $1) < 0 }
        if names.count > most {
            return names.prefix(most - 1).joined(separator: ", ") + " and \(names.count - most + 1) more"
        }
        guard names.count > 1, let last = names.last else { return names.first ?? "" }
        return names.dropLast().joined(separator: ", ") + " and " + last
    }

    /// `1 server`, `2 servers`.
    static func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }

    /// `85 %`.
    static func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }

    /// `20.0 GiB`.
    static func gibibytes(_ bytes: Double) -> String {
        "\((bytes / 1_073_741_824 * 10).rounded() / 10) GiB"
    }
}

/// What a unit's message says, of the charms whose messages say something
/// that matters; nil for what it does not say. The words are the charms' own.
struct CharmState {
    private(set) var mode: String?
    private(set) var tolerates: Int?
    private(set) var inactive: Int?
    private(set) var initialized: Bool?
    private(set) var sealed: Bool?
    private(set) var active: Bool?
    private(set) var clustered: Bool?
    private(set) var leads: [String]?
    private(set) var osds: Int?

    init(charm: String?, message: String?) {
        guard let message else { return }
        switch charm {
        case "mysql-innodb-cluster": readMySQL(message)
        case "vault": readVault(message)
        case "rabbitmq-server", "ceph-mon", "hacluster": readCluster(message)
        case "ovn-central": readOVN(message)
        case "ceph-osd": osds = Self.number(before: " OSD)", in: message)
        default: break
        }
    }

    /// `Unit is ready: Mode: R/W, Cluster is ONLINE and can tolerate up to ONE failure.`
    private mutating func readMySQL(_ message: String) {
        for word in ["R/W", "R/O"] where message.contains("Mode: \(word)") { mode = word }
        if message.contains("NOT tolerant to any failures") {
            tolerates = 0
        } else if let start = message.firstRange(of: "tolerate up to ")?.upperBound {
            let word = message[start...].prefix { $0.isLetter || $0.isNumber }
            tolerates = word == "ONE" ? 1 : Int(word)
        }
        // `1 member is not active`, `2 members are not active`: it may be active all the same, and is not whole.
        if let found = message.firstMatch(of: /(\d+) members? (?:is|are) not active/) { inactive = Int(found.1) }
    }

    /// `Unit is sealed`, `Unit is ready (active: true, mlock: disabled)`.
    private mutating func readVault(_ message: String) {
        if message.hasPrefix("Vault needs to be initialized") {
            initialized = false
        } else if message.hasPrefix("Unit is sealed") {
            (initialized, sealed) = (true, true)
        } else if let found = message.firstMatch(of: /^Unit is ready \(active: (true|false)/) {
            (initialized, sealed, active) = (true, false, found.1 == "true")
        }
    }

    /// `Unit is ready and clustered`; one that is alone says no more than that it is ready.
    private mutating func readCluster(_ message: String) {
        if message.hasPrefix("Unit is ready and clustered") {
            clustered = true
        } else if message.contains("not clustered") || message.contains("is partitioned")
            || message.hasPrefix("Waiting for all") || message.contains("in the cluster but not running")
        {
            clustered = false
        }
    }

    /// `Unit is ready (leader: ovnnb_db, ovnsb_db northd: active)`.
    private mutating func readOVN(_ message: String) {
        guard message.hasPrefix("Unit is ready") else { return }
        var found: [String] = []
        if let start = message.firstRange(of: "leader: ")?.upperBound {
            let list = message[start...].prefix { $0 != ")" }
            found = list.split { $0 == "," || $0 == " " }.map(String.init).filter { $0.hasSuffix("_db") }
        }
        if message.contains("northd: active") { found.append("northd") }
        leads = found.sorted()
    }

    private static func number(before end: String, in message: String) -> Int? {
        guard let place = message.firstRange(of: end)?.lowerBound else { return nil }
        return Int(String(message[..<place].reversed().prefix(while: \.isNumber).reversed()))
    }
}

import TomboRecords

extension DaemonSettings {
    static let keys = [
        "listen", "interval", "sources", "clouds", "jitter", "backoff", "stop_within", "answer_within", "keep",
        "measures", "verify", "upkeep", "backup",
    ]

    /// Reads what stands below `daemon:`, strictly, as the rest of the file.
    ///
    /// `clouds` are those of the file, as an interval for another one is a
    /// mistake; `path` makes a path of the file absolute. Throws
    /// `misconfigured` with file and key.
    init(_ node: ConfigurationNode, clouds names: [String], path: (String) -> String) throws(CollectError) {
        self.init()
        let fields = try node.fields(Self.keys)
        if let node = fields["listen"] { listen = try Self.listen(node) }
        if let node = fields["interval"] { interval = try node.stretch("the time between two rounds") }
        if let node = fields["sources"] { sources = try Self.sources(node) }
        for (name, node) in try fields["clouds"]?.entries("each key is the name of a cloud of this file") ?? [] {
            guard names.contains(name) else { throw node.unknown(name, among: names) }
            let own = try node.fields(["interval", "sources"])
            var times = CloudTimes()
            times.interval = try own["interval"]?.stretch("the time between two rounds")
            if let node = own["sources"] { times.sources = try Self.sources(node) }
            clouds[name] = times
        }
        let none = Duration.zero
        if let node = fields["jitter"] { jitter = try node.stretch("the most that a round begins late", from: none) }
        if let node = fields["backoff"] { longestBackoff = try node.stretch("the longest time between two attempts") }
        if let node = fields["stop_within"] {
            stopWithin = try node.stretch("what a running round has to end in", from: none)
        }
        if let node = fields["answer_within"] { answerWithin = try node.stretch("what a question has") }
        if let node = fields["keep"] { keep = try Keep(node) }
        if let node = fields["measures"] {
            let own = try node.fields(["within", "daily"])
            measuresWithin = try own["within"]?.stretch("how long measures stay")
            measuresDaily = try own["daily"]?.stretch("after which one a day stays")
        }
        if let node = fields["verify"] {
            verifyEvery = node.tree.text == "never" ? nil : try node.stretch("the time between two checks, or never")
        }
        if let node = fields["upkeep"] { upkeepEvery = try node.stretch("the time between two rounds of upkeep") }
        if let node = fields["backup"] { backup = try Backup(node, path: path) }
    }

    private static func listen(_ node: ConfigurationNode) throws(CollectError) -> ListenAddress {
        let text = try node.text("an address of this machine with its port, such as 127.0.0.1:9810")
        guard let address = ListenAddress(text) else {
            throw node.wrong(
                "must be an address with its port", remedy: "Write it as 127.0.0.1:9810, or [::1]:9810 for IPv6.")
        }
        try address.check { node.wrong($0, remedy: $1) }
        return address
    }

    private static func sources(_ node: ConfigurationNode) throws(CollectError) -> [String: Duration] {
        var sources: [String: Duration] = [:]
        for (name, node) in try node.fields(SourceType.all.map(\.name)) {
            sources[name] = try node.stretch("the time between two rounds of this source")
        }
        return sources
    }
}

extension ListenAddress {
    /// - Throws: What `error` makes of a sentence and a remedy, where others could reach the address.
    public func check<Failure: Error>(_ error: (String, String) -> Failure) throws(Failure) {
        if isLoopback { return }
        throw error(
            "is reachable from other machines, and tombo answers without asking who it is",
            "Listen on 127.0.0.1 or [::1], and reach it through `ssh -L` or a proxy that asks for a password.")
    }
}

extension DaemonSettings.Keep {
    init(_ node: ConfigurationNode) throws(CollectError) {
        self.init()
        let fields = try node.fields(["last", "hourly", "daily", "weekly", "monthly", "within", "labels"])
        last = try fields["last"]?.integer("how many of the newest stay")
        hourly = try fields["hourly"]?.integer("how many hours keep one")
        daily = try fields["daily"]?.integer("how many days keep one")
        weekly = try fields["weekly"]?.integer("how many weeks keep one")
        monthly = try fields["monthly"]?.integer("how many months keep one")
        within = try fields["within"]?.stretch("before the newest of which all stay")
        labels = try fields["labels"]?.bool() ?? true
        if last == nil, hourly == nil, daily == nil, weekly == nil, monthly == nil, within == nil {
            throw node.wrong(
                "names no rule, so that only the newest would stay", remedy: "Write one, such as `daily: 90`.")
        }
    }
}

extension DaemonSettings.Backup {
    init(_ node: ConfigurationNode, path: (String) -> String) throws(CollectError) {
        let fields = try node.fields(["folder", "every", "keep"])
        guard let folder = fields["folder"] else {
            throw node.wrong("names no folder", remedy: "Write `folder: /var/backups/tombo` below it.")
        }
        self.init(folder: path(try folder.text("the folder of the backups")))
        if let node = fields["every"] { every = try node.stretch("the time between two backups", from: .seconds(60)) }
        if let node = fields["keep"] { keep = try node.integer("how many of the newest stay") }
    }
}

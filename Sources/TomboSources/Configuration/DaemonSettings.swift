/// What `daemon:` in tombo.yaml says: when the clouds are asked, where it is
/// answered, and what is kept.
///
/// Every key has a default, so that a file without the section has a daemon
/// too. Which keys there are and how they are checked is in
/// `DaemonSettings+Reading.swift`.
public struct DaemonSettings: Sendable, Equatable {
    /// Where HTTP is answered; only on this machine.
    public var listen = ListenAddress(host: "127.0.0.1", port: 9810)
    /// Between two rounds of a source, where nothing more special is said.
    public var interval: Duration = .seconds(300)
    /// For sources of this name, of every cloud.
    public var sources: [String: Duration] = [:]
    public var clouds: [String: CloudTimes] = [:]
    /// The most that a round begins late, by chance, so that several daemons do not ask at once.
    public var jitter: Duration = .seconds(10)
    /// The longest time between two attempts at a source that fails.
    public var longestBackoff: Duration = .seconds(3600)
    /// What a running round has to end in when the daemon is told to stop.
    public var stopWithin: Duration = .seconds(20)
    /// What a question over HTTP has.
    public var answerWithin: Duration = .seconds(30)
    /// nil keeps every snapshot.
    public var keep: Keep?
    /// Measures of older snapshots go.
    public var measuresWithin: Duration?
    /// Of measures that are older the last of each day stays.
    public var measuresDaily: Duration?
    /// Between two checks of the whole chain; nil never.
    public var verifyEvery: Duration? = .seconds(7 * 86_400)
    /// Between two rounds of forgetting, checkpoint and statistics.
    public var upkeepEvery: Duration = .seconds(86_400)
    public var backup: Backup?

    public init() {}

    /// How often the sources of one cloud are asked.
    public struct CloudTimes: Sendable, Equatable {
        public var interval: Duration?
        public var sources: [String: Duration] = [:]

        public init() {}
    }

    /// Which snapshots stay, in the words of `tombo forget`.
    public struct Keep: Sendable, Equatable {
        public var last: Int?
        public var hourly: Int?
        public var daily: Int?
        public var weekly: Int?
        public var monthly: Int?
        public var within: Duration?
        public var labels = true

        public init() {}
    }

    public struct Backup: Sendable, Equatable {
        /// It must exist: a backup onto a disk that is not mounted is none.
        public var folder: String
        public var every: Duration = .seconds(86_400)
        /// So many of the newest stay.
        public var keep = 7

        public init(folder: String) { self.folder = folder }
    }

    /// How often a source of a cloud is asked: what is said of both, of the
    /// cloud, of the source, or of all.
    public func interval(of source: String, in cloud: String) -> Duration {
        let own = clouds[cloud]
        return own?.sources[source] ?? sources[source] ?? own?.interval ?? interval
    }
}

/// An address of this machine alone, with its port.
public struct ListenAddress: Sendable, Equatable, CustomStringConvertible {
    public var host: String
    /// 0 takes any that is free.
    public var port: Int

    public init(host: String, port: Int) {
        self.host = host
        self.port = port
    }

    /// Reads `127.0.0.1:9810`, `[::1]:9810` or `localhost:9810`; nil for what is no address with a port.
    public init?(_ text: String) {
        guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]),
            (0...65_535).contains(port), colon > text.startIndex
        else { return nil }
        var host = text[..<colon]
        if host.first == "[", host.last == "]" {
            host = host.dropFirst().dropLast()
        } else if host.contains(":") {
            return nil
        }
        self.init(host: String(host), port: port)
    }

    /// Whether nobody but this machine reaches it: `localhost`, `::1` and 127.0.0.0/8.
    public var isLoopback: Bool { Self.isLoopback(host) }

    public static func isLoopback(_ host: String) -> Bool {
        if host.lowercased() == "localhost" || host == "::1" { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127"
            && parts.allSatisfy { part in
                part.allSatisfy { $0.isASCII && $0.isNumber } && Int(part).map { (0...255).contains($0) } ?? false
            }
    }

    public var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}

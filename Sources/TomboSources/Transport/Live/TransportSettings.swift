/// How a live transport behaves.
public struct TransportSettings: Sendable {
    /// Whose certificates are believed.
    public enum Trust: Sendable, Hashable {
        /// The authorities of the operating system.
        case system
        /// Those, and the ones in a PEM file.
        case systemAnd(caFile: String)
        /// Only the ones in a PEM file.
        case only(caFile: String)
        /// Anybody. Encrypts, but proves nothing about the other end; never a default.
        case insecure
    }

    public var trust: Trust
    /// The setting that names the CA file, for the remedy of an untrusted certificate.
    public var caSetting: String
    /// Until TCP and TLS stand.
    public var connectTimeout: Duration
    /// For one request from the first byte sent to the last byte of the body:
    /// a server that drips a byte a second does not outlast it.
    public var requestDeadline: Duration
    /// Bytes of a body after decompression. The largest answer that a cloud
    /// gives in one piece, 100,000 ports of Neutron unpaged, has some 100 MB.
    public var bodyLimit: Int
    /// Bytes of all bodies that are being received at one moment: forty
    /// requests that each meet an endless answer must not take forty limits.
    public var bodiesLimit: Int
    /// Connections to one host and port. Above what collectors ask at once:
    /// a request that waits in the pool counts against ``connectTimeout``.
    public var connectionsPerHost: Int
    public var userAgent: String

    /// `version` is tombo's own, for `User-Agent`.
    public init(
        version: String, trust: Trust = .system, caSetting: String = "cacert",
        connectTimeout: Duration = .seconds(10), requestDeadline: Duration = .seconds(60),
        bodyLimit: Int = 128 << 20, bodiesLimit: Int = 256 << 20, connectionsPerHost: Int = 64
    ) {
        self.trust = trust
        self.caSetting = caSetting
        self.connectTimeout = connectTimeout
        self.requestDeadline = requestDeadline
        self.bodyLimit = bodyLimit
        self.bodiesLimit = bodiesLimit
        self.connectionsPerHost = connectionsPerHost
        userAgent = "tombo/\(version)"
    }
}

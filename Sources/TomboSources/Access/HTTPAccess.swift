public import Logging
public import TomboRecords

/// Over HTTP or HTTPS.
public struct HTTPAccess: Access {
    public var settings: TransportSettings

    /// - Parameters:
    ///   - trust: Whose certificates are believed.
    ///   - requestDeadline: For one request; nil is the usual.
    public init(trust: TransportSettings.Trust, requestDeadline: Duration? = nil) {
        settings = TransportSettings(version: TomboVersion.current, trust: trust)
        if let requestDeadline { settings.requestDeadline = requestDeadline }
    }

    public var impatient: any Access {
        var access = self
        access.settings.connectTimeout = min(access.settings.connectTimeout, .seconds(5))
        return access
    }

    public func open(_ logger: Logger?) throws(CollectError) -> any OpenTransport {
        try LiveTransport(settings, logger: logger)
    }
}

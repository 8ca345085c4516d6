/// Names of log metadata, in one place so that a log reader can rely on them.
public enum LogKeys {
    public static let source = "source"
    /// The kind, as a collector has no other name.
    public static let collector = "collector"
    public static let count = "count"
    public static let requests = "requests"
    public static let bytes = "bytes"
    public static let durationMs = "duration_ms"
    public static let errorCode = "error.code"
    public static let reason = "reason"
    public static let method = "http.method"
    /// Redacted.
    public static let url = "http.url"
    public static let status = "http.status"
    /// The service's own number for a request: what its operator searches for.
    public static let requestID = "http.request_id"
    public static let attempt = "attempt"
}

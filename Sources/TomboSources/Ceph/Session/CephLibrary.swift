import Foundation
import TomboRecords

/// The monitors through librados, which is looked for when it is asked for and is no part of tombo: a poll takes
/// milliseconds where `ceph`, a Python program, takes a second.
///
/// Only `rados_mon_command` is called. Its sister for the manager ends the
/// whole process when an answer comes after its deadline (tracker 65985); the
/// monitors pass a manager's commands on.
final class CephLibrary: Sendable {
    typealias Answer = Result<HTTPResponse, CollectError>

    private typealias Cluster = OpaquePointer
    private typealias Create =
        @convention(c) (
            UnsafeMutablePointer<Cluster?>, UnsafePointer<CChar>?, UnsafePointer<CChar>, UInt64
        ) -> CInt
    private typealias ReadFile = @convention(c) (Cluster, UnsafePointer<CChar>?) -> CInt
    private typealias Set = @convention(c) (Cluster, UnsafePointer<CChar>, UnsafePointer<CChar>) -> CInt
    private typealias Connect = @convention(c) (Cluster) -> CInt
    private typealias Text = UnsafeMutablePointer<CChar>
    private typealias Command =
        @convention(c) (
            Cluster, UnsafeMutablePointer<UnsafePointer<CChar>?>, Int, UnsafePointer<CChar>?, Int,
            UnsafeMutablePointer<Text?>, UnsafeMutablePointer<Int>, UnsafeMutablePointer<Text?>,
            UnsafeMutablePointer<Int>
        ) -> CInt
    private typealias Free = @convention(c) (Text) -> Void
    private typealias Shutdown = @convention(c) (Cluster) -> Void

    private static let name = "librados.so.2"
    private let access: CephAccess
    /// Its calls block, each at most for the deadline: not on a thread that others wait for.
    private let queue = DispatchQueue(label: "tombo.librados")
    /// Touched on ``queue`` only.
    private nonisolated(unsafe) var connected:
        Result<(library: UnsafeMutableRawPointer, cluster: Cluster), CollectError>?

    init(_ access: CephAccess) { self.access = access }

    func ask(_ command: String) async -> Answer {
        await withCheckedContinuation { continuation in
            queue.async { continuation.resume(returning: self.run(command)) }
        }
    }

    func close() async {
        await withCheckedContinuation { continuation in
            queue.async {
                if case .success(let (library, cluster)) = self.connected,
                    let shutdown: Shutdown = Self.symbol(library, "rados_shutdown")
                {
                    shutdown(cluster)
                }
                self.connected = .failure(CollectError(.cancelled, "The session with Ceph was closed."))
                continuation.resume()
            }
        }
    }

    private static func symbol<Function>(_ library: UnsafeMutableRawPointer, _ name: String) -> Function? {
        dlsym(library, name).map { unsafeBitCast($0, to: Function.self) }
    }

    // MARK: - On the queue

    private func run(_ command: String) -> Answer {
        if connected == nil { connected = connect() }
        switch connected {
        case .failure(let error): return .failure(error)
        case .success(let (library, cluster)): return .success(run(command, library, cluster))
        case nil: return .failure(CollectError(.cancelled, "The session with Ceph was closed."))
        }
    }

    private func run(_ command: String, _ library: UnsafeMutableRawPointer, _ cluster: Cluster) -> HTTPResponse {
        guard let call: Command = Self.symbol(library, "rados_mon_command"),
            let free: Free = Self.symbol(library, "rados_buffer_free")
        else { return HTTPResponse(status: 95, headers: ["stderr": "\(Self.name) lacks rados_mon_command"]) }
        var (body, size, said, length): (Text?, Int, Text?, Int) = (nil, 0, nil, 0)
        let code = Self.json(command).withCString { json in
            var words: UnsafePointer<CChar>? = json
            return call(cluster, &words, 1, nil, 0, &body, &size, &said, &length)
        }
        defer { for buffer in [body, said].compactMap(\.self) { free(buffer) } }
        var response = HTTPResponse(status: Int(abs(code)))
        if let body { response.body = Data(bytes: body, count: size) }
        if code != 0 {
            let text = said.map { String(decoding: Data(bytes: $0, count: length), as: UTF8.self) } ?? ""
            let reason = text.isEmpty ? String(cString: strerror(abs(code))) : text
            response.headers["stderr"] = "Error \(abs(code)): \(reason)"
        }
        return response
    }

    /// `health detail` as the monitors take it: what `ceph` makes of the words on its command line.
    static func json(_ command: String) -> String {
        var prefix = command
        var fields: [Value.Field] = []
        if command.hasSuffix(" detail") {
            prefix = String(command.dropLast(7))
            fields.append(.init("detail", "detail"))
        }
        return Value.object([.init("prefix", .text(prefix)), .init("format", "json")] + fields).json
    }

    private func connect() -> Result<(library: UnsafeMutableRawPointer, cluster: Cluster), CollectError> {
        guard let library = dlopen(Self.name, RTLD_NOW | RTLD_LOCAL) else {
            return .failure(
                CollectError(
                    .misconfigured, "There is no \(Self.name) on this machine, which `librados: true` needs.",
                    remedy: "Install librados2, or remove the line and have the `ceph` command asked."))
        }
        var cluster: Cluster?
        guard let create: Create = Self.symbol(library, "rados_create2"),
            let readFile: ReadFile = Self.symbol(library, "rados_conf_read_file"),
            let set: Set = Self.symbol(library, "rados_conf_set"),
            let connect: Connect = Self.symbol(library, "rados_connect"),
            create(&cluster, "ceph", access.option("--name") ?? "client.admin", 0) == 0, let cluster
        else {
            return .failure(
                CollectError(
                    .unsupportedVersion, "\(Self.name) is none that tombo knows.",
                    remedy: "Remove `librados: true`, and have the `ceph` command asked."))
        }
        let conf = access.option("--conf")
        var code = conf.map { readFile(cluster, $0) } ?? readFile(cluster, nil)
        if code != 0 {
            return .failure(
                CollectError(
                    .misconfigured, "\(conf ?? "Ceph's own configuration") cannot be read by \(Self.name).",
                    remedy: "Name the configuration of the cluster with `conf:` in tombo.yaml."))
        }
        if let keyring = access.option("--keyring") { _ = set(cluster, "keyring", keyring) }
        // Whole seconds: anything else is refused, and the default is to wait for ever.
        _ = set(cluster, "client_mount_timeout", "\(access.connectSeconds)")
        _ = set(cluster, "rados_mon_op_timeout", "\(access.deadline.components.seconds)")
        code = connect(cluster)
        if code == 0 { return .success((library, cluster)) }
        if let shutdown: Shutdown = Self.symbol(library, "rados_shutdown") { shutdown(cluster) }
        return .failure(CephFault.unconnected("\(Self.name) as \(access.option("--name") ?? "client.admin")", -code))
    }
}

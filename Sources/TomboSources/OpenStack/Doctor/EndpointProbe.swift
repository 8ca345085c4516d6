import NIOCore
import NIOPosix
import NIOSSL
import TomboRecords

/// What one look at an address shows, before anything is asked of it.
struct EndpointView: Sendable {
    /// Until the connection stood, or why it does not.
    var connection: Result<Duration, CollectError>
    /// What is shown at an https address, believed or not.
    var certificate: CertificateView?
}

/// The parts of a certificate that a person has to know.
struct CertificateView: Sendable, Hashable {
    /// Host names and addresses that it is for.
    var names: [String]
    var begins: Instant
    var ends: Instant

    init(names: [String], begins: Instant, ends: Instant) {
        self.names = names
        self.begins = begins
        self.ends = ends
    }

    init(_ certificate: NIOSSLCertificate) {
        names = certificate._subjectAlternativeNames().compactMap { name in
            let bytes = Array(name.contents)
            switch name.nameType {
            case .dnsName: return String(decoding: bytes, as: UTF8.self)
            case .ipAddress:
                let address = try? SocketAddress(packedIPAddress: ByteBuffer(bytes: bytes), port: 0)
                return address?.ipAddress
            default: return nil
            }
        }
        begins = Instant(milliseconds: Int64(certificate.notValidBefore) * 1000)
        ends = Instant(milliseconds: Int64(certificate.notValidAfter) * 1000)
    }
}

/// Connects to an address, to tell refused from slow, and looks at the
/// certificate there whether or not it would be believed.
struct EndpointProbe: Sendable {
    let settings: TransportSettings

    func look(at target: Target) async -> EndpointView {
        let started = ContinuousClock.now
        let raced = await race(limit: settings.connectTimeout, sleep: Timing.live.sleep) { await connect(target) }
        let failure: CollectError? =
            switch raced {
            case .answered(let failure): failure
            case .deadline: TransportFault.connectTimeout(target, settings)
            case .cancelled: TransportFault.cancelled(target)
            }
        if let failure { return EndpointView(connection: .failure(failure)) }
        var view = EndpointView(connection: .success(ContinuousClock.now - started))
        if target.isTLS,
            case .answered(let certificate) = await race(
                limit: settings.connectTimeout, sleep: Timing.live.sleep, { await certificate(of: target) })
        {
            view.certificate = certificate.map { CertificateView($0) }
        }
        return view
    }

    private func connect(_ target: Target) async -> CollectError? {
        do {
            let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .connectTimeout(settings.connectTimeout.timeAmount)
                .connect(host: target.host, port: target.port).get()
            try? await channel.close()
            return nil
        } catch {
            return TransportFault.map(error, target, settings)
        }
    }

    /// The handshake is left as soon as the certificate has come: whether it
    /// is to be believed is asked of the transport, which decides for `collect`.
    private func certificate(of target: Target) async -> NIOSSLCertificate? {
        let loop = MultiThreadedEventLoopGroup.singleton.any()
        let shown = loop.makePromise(of: NIOSSLCertificate?.self)
        do {
            let context = try NIOSSLContext(configuration: .makeClientConfiguration())
            let isAddress = (try? SocketAddress(ipAddress: target.host, port: 0)) != nil
            let channel = try await ClientBootstrap(group: loop)
                .connectTimeout(settings.connectTimeout.timeAmount)
                .channelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try channel.pipeline.syncOperations.addHandler(
                            NIOSSLClientHandler(
                                context: context, serverHostname: isAddress ? nil : target.host,
                                customVerificationCallback: { chain, verdict in
                                    shown.succeed(chain.first)
                                    verdict.succeed(.failed)
                                }))
                    }
                }
                .connect(host: target.host, port: target.port).get()
            channel.closeFuture.whenComplete { _ in shown.succeed(nil) }
            let certificate = try await shown.futureResult.get()
            try? await channel.close()
            return certificate
        } catch {
            shown.succeed(nil)
            return nil
        }
    }
}

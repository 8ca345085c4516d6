import Logging
import TomboRecords

/// Looks at everything between tombo and one OpenStack cloud, from the
/// credentials to the rights on each kind, and says what is wrong.
///
/// It reads, as `collect` does, and keeps nothing.
public struct OpenStackDoctor: Sendable {
    private let credentials: OpenStackCredentials
    private let means: SourceMeans
    private let name: String
    private let clock: ClockTransport
    private let client: OpenStackClient
    /// What `collect` would ask, by service.
    private let services: [(service: OpenStackService, entries: [CollectorEntry<OpenStackClient>])]
    private let look: @Sendable (Target) async -> EndpointView

    /// - Parameters:
    ///   - credentials: Where the cloud is and how to get in.
    ///   - means: Its deadline is for reading the kinds; its transport should
    ///     not ask again, so that what comes and goes is seen.
    ///   - settings: As the transport's: where and how long to connect.
    ///   - name: As the configuration calls the source.
    ///   - without: Kinds that the configuration leaves out.
    public init(
        credentials: OpenStackCredentials, means: SourceMeans, settings: TransportSettings, name: String = "openstack",
        without: Set<String> = []
    ) {
        self.init(credentials: credentials, means: means, name: name, without: without) {
            await EndpointProbe(settings: settings).look(at: $0)
        }
    }

    init(
        credentials: OpenStackCredentials, means: SourceMeans, name: String = "openstack", without: Set<String> = [],
        look: @escaping @Sendable (Target) async -> EndpointView
    ) {
        self.credentials = credentials
        self.means = means
        self.name = name
        self.look = look
        services = OpenStackCatalog.services.compactMap { service, entries in
            let asked = entries.filter { !without.contains($0.spec.kind) }
            return asked.isEmpty ? nil : (service, asked)
        }
        clock = ClockTransport(means.transport, timing: means.timing)
        // As if the last round were just over: kinds that accumulate are asked for a few minutes only.
        let now = means.timing.date()
        let recent = Dictionary(OpenStackCatalog.specs.map { ($0.kind, now) }) { first, _ in first }
        client = OpenStackClient(
            configuration: credentials.configuration, transport: clock, logger: means.logger, timing: means.timing,
            since: NewsSince(OpenStackCatalog.specs, lastComplete: recent, now: now))
    }

    /// Every row of every check; what a failure leaves unknown is skipped and says so.
    public func examine() async -> DoctorReport {
        var report = await examined()
        // By value too: whatever a service answers, it must not give our own secret away.
        let redactor = Redactor(secrets: [credentials.configuration.auth.secret].compactMap(\.self))
        for index in report.rows.indices {
            report.rows[index].detail = redactor.text(report.rows[index].detail)
            report.rows[index].remedy = report.rows[index].remedy.map(redactor.text)
        }
        return report
    }

    private func examined() async -> DoctorReport {
        var rows = ConfigCheck.rows(credentials, source: name)
        let configuration = credentials.configuration
        let target: Target
        do { target = try Target(configuration.authURL) } catch {
            return DoctorReport(rows: rows + [DoctorRow(.config, name, error)] + skipped(), isReachable: false)
        }
        let keystone = await endpoint("Keystone", configuration.authURL, target)
        guard keystone.isReachable else {
            return DoctorReport(rows: rows + [ReachCheck.row(keystone)] + skipped(), isReachable: false)
        }
        let tls = TLSCheck(trust: configuration.trust, now: means.timing.date())
        let token: KeystoneToken
        do { token = try await client.token() } catch {
            rows += [ReachCheck.row(keystone)] + tls.rows([keystone])
            // A certificate that is not believed was said already.
            if error.code != .untrusted || keystone.distrust == nil {
                rows.append(DoctorRow(.login, "Keystone", error))
            }
            return DoctorReport(rows: rows + clockRows([keystone]) + skipped(), isReachable: true)
        }
        rows += LoginCheck.rows(token)
        let (found, missing) = await endpoints(token, keystone)
        rows += missing
        rows += found.map { ReachCheck.row($0.endpoint) } + tls.rows(found.map(\.endpoint))
        rows += await versionRows(found)
        rows += await rightRows(found, isAdmin: token.isAdmin)
        return DoctorReport(rows: rows + clockRows(found.map(\.endpoint)), isReachable: true)
    }
}

extension OpenStackDoctor {
    private typealias Found = (service: OpenStackService, endpoint: DoctorEndpoint)

    private func skipped() -> [DoctorRow] {
        [DoctorRow(.rights, "all", .skip, "\(services.map(\.entries.count).reduce(0, +)) kinds: nobody could sign in.")]
    }

    /// A certificate is judged by the transport itself, which decides for `collect`.
    private func endpoint(_ title: String, _ url: String, _ target: Target) async -> DoctorEndpoint {
        var endpoint = DoctorEndpoint(title: title, target: target, view: await look(target))
        guard endpoint.isReachable, target.isTLS else { return endpoint }
        do throws(CollectError) { _ = try await clock.send(HTTPRequest(url)) } catch {
            if error.code == .untrusted { endpoint.distrust = error }
        }
        return endpoint
    }

    /// The services' endpoints by the catalog, and a row for each that it lacks.
    private func endpoints(_ token: KeystoneToken, _ keystone: DoctorEndpoint) async -> ([Found], [DoctorRow]) {
        let configuration = credentials.configuration
        var places: [(service: OpenStackService, url: String, target: Target)] = []
        var missing: [DoctorRow] = []
        for (service, entries) in services {
            do {
                let url = try token.catalog.base(
                    of: service, interface: configuration.interface, region: configuration.region)
                places.append((service, url, try Target(url)))
            } catch {
                let unknown = RightsCheck.count(entries.count, "kind")
                var row = DoctorRow(.catalog, service.title, error)
                row.detail += " \(unknown) will be unknown."
                // A cloud without volumes is a cloud.
                if error.code == .notFound, service == .volume { row.status = .warn }
                missing.append(row)
            }
        }
        return await withTaskGroup(of: (Int, DoctorEndpoint).self) { group in
            for (index, place) in places.enumerated() {
                group.addTask {
                    if place.service == .identity, place.target.place == keystone.target.place {
                        return (index, keystone)
                    }
                    return (index, await endpoint(place.service.title, place.url, place.target))
                }
            }
            var found: [(Int, DoctorEndpoint)] = []
            for await one in group { found.append(one) }
            return (found.sorted { $0.0 < $1.0 }.map { (places[$0.0].service, $0.1) }, missing)
        }
    }

    private func versionRows(_ found: [Found]) async -> [DoctorRow] {
        var rows: [DoctorRow] = []
        for (service, endpoint) in found where endpoint.isReachable && endpoint.distrust == nil {
            guard let wanted = service.microversions else { continue }
            let document: Result<VersionDocument, CollectError>
            do throws(CollectError) {
                document = .success(try await client.versions(of: service))
            } catch {
                document = .failure(error)
            }
            rows.append(VersionsCheck.row(service, wanted, document))
        }
        return rows
    }

    /// Reads every kind of the services that can be reached, all at once.
    private func rightRows(_ found: [Found], isAdmin: Bool) async -> [DoctorRow] {
        let open = found.filter { $0.endpoint.isReachable && $0.endpoint.distrust == nil }.map(\.service)
        let asked = services.filter { open.contains($0.service) }
        let entries = asked.flatMap(\.entries)
        let runner = CollectorRunner(
            width: entries.count, deadline: means.deadline, timing: means.timing, logger: means.logger,
            redactor: Redactor(secrets: [credentials.configuration.auth.secret].compactMap(\.self)),
            progress: means.progress)
        var collections = await runner.run(entries, source: name, client: client)[...]
        return services.flatMap { service, entries -> [DoctorRow] in
            guard open.contains(service) else {
                guard found.contains(where: { $0.service == service }) else { return [] }
                let kinds = RightsCheck.count(entries.count, "kind")
                return [DoctorRow(.rights, service.title, .skip, "\(kinds): \(service.title) cannot be asked.")]
            }
            let own = Array(collections.prefix(entries.count))
            collections = collections.dropFirst(entries.count)
            return RightsCheck(service: service, isAdmin: isAdmin, deadline: means.deadline).rows(own)
        }
    }

    private func clockRows(_ endpoints: [DoctorEndpoint]) -> [DoctorRow] {
        ClockCheck.rows(endpoints.filter(\.isReachable).map { ($0.title, clock[$0.target.place]) })
    }
}

extension OpenStackSource {
    public func examine(
        _ configured: ConfiguredSource, cloud: String, with means: SourceMeans
    ) async -> DoctorReport {
        let access = configured.access.impatient as? HTTPAccess ?? HTTPAccess(trust: configuration.trust)
        let credentials = OpenStackCredentials(
            cloud: cloud, configuration: configuration, origin: configured.origin, warnings: configured.warnings)
        return await OpenStackDoctor(
            credentials: credentials, means: means, settings: access.settings, name: name, without: without
        ).examine()
    }
}

import Foundation
import Logging
import Synchronization
import Testing
import TomboRecords
import TomboTestKit

@testable import TomboSources

@Suite("the OpenStack source")
struct OpenStackSourceTests {
    private func collect(
        _ transport: FixtureTransport, configuration: OpenStackConfiguration = Lab.configuration,
        deadline: Duration = .seconds(300), log: LogRecorder = LogRecorder(), timing: Timing = .live,
        progress: (@Sendable (CollectorProgress) -> Void)? = nil
    ) async -> [Collection] {
        await OpenStackSource(configuration: configuration).collect(
            with: SourceMeans(
                transport: transport, logger: Logger(label: "test") { _ in log }, deadline: deadline, timing: timing,
                progress: progress))
    }

    @Test("a round reads every kind, whole")
    func whole() async throws {
        let log = LogRecorder()
        let transport = try Lab.transport()
        let collections = await collect(transport, log: log)
        #expect(collections.map(\.spec) == OpenStackCatalog.specs)
        #expect(collections.allSatisfy { $0.outcome == .complete && $0.source == "openstack" && !$0.rows.isEmpty })
        // What two collectors share is paid by whoever asked first.
        #expect(collections.map(\.cost.requests).reduce(0, +) == transport.asked.count)
        for secret in [Lab.password, Lab.token] { #expect(!log.text.contains(secret)) }
    }

    @Test("when nobody can sign in every kind failed, for that reason, after one request")
    func refused() async throws {
        let transport = FixtureTransport([Lab.signInKey: .json("{}", status: 401)])
        let collections = await collect(transport)
        #expect(collections.map(\.spec) == OpenStackCatalog.specs)
        for collection in collections {
            guard case .failed(let error) = collection.result else {
                Issue.record("\(collection.spec.kind) did not fail")
                continue
            }
            #expect(error.code == .unauthorized)
        }
        #expect(transport.askedKeys == [Lab.signInKey])
        #expect(collections.map(\.cost.requests).reduce(0, +) == 1)
    }

    @Test("a Keystone that hangs costs the deadline and no more", .timeLimit(.minutes(10)))
    func hanging() async throws {
        let collections = await collect(FixtureTransport([Lab.signInKey: .hang]), deadline: .milliseconds(20))
        for collection in collections {
            guard case .failed(let error) = collection.result else {
                Issue.record("\(collection.spec.kind) did not fail")
                continue
            }
            #expect(error.code == .timedOut)
        }
    }

    @Test("a service that is down takes its kinds and no others")
    func oneDown() async throws {
        let down = FixtureTransport.Answer.failure(CollectError(.unreachable, "Nothing answers at placement.lab."))
        let collections = await collect(try Lab.transport([Lab.placementVersionsKey: down]))
        for collection in collections {
            let isPlacement = collection.spec.kind.hasPrefix("placement_")
            #expect(collection.outcome == (isPlacement ? .failed : .complete), "\(collection.spec.kind)")
        }
    }

    @Test("a service that hangs takes its kinds and no others", .timeLimit(.minutes(10)))
    func oneHangs() async throws {
        let transport = try Lab.transport([Lab.computeVersionsKey: .hang])
        // Time is over when the others are done, however long they take.
        let clock = ManualTiming(holding: true)
        let others = Mutex(OpenStackCatalog.specs.count { !$0.kind.hasPrefix("nova_") })
        let collections = await collect(transport, timing: clock.timing) { progress in
            guard case .finished = progress else { return }
            let left = others.withLock { others in
                others -= 1
                return others
            }
            if left == 0 { clock.release() }
        }
        for collection in collections {
            let isNova = collection.spec.kind.hasPrefix("nova_")
            #expect(collection.outcome == (isNova ? .failed : .complete), "\(collection.spec.kind)")
        }
    }

    @Test("without the role admin every listing is partial and says which roles there are")
    func member() async throws {
        let transport = try Lab.transport([Lab.signInKey: try Lab.signIn("token-member")])
        for collection in await collect(transport) {
            guard case .partial(let rows, let reason) = collection.result else {
                Issue.record("\(collection.spec.kind) is \(collection.outcome)")
                continue
            }
            #expect(!rows.isEmpty)
            #expect(reason.contains("member, reader") && reason.contains("admin"))
        }
    }

    @Test("a member's view of a server has null where Nova says nothing")
    func memberServer() async throws {
        let transport = try Lab.transport([
            Lab.signInKey: try Lab.signIn("token-member"), Lab.serversKey: .json(try Lab.fixture("nova_server-member")),
        ])
        let server = try #require(try await Lab.rows("nova_server", transport)[Lab.id(5)])
        for column in ["host", "hypervisor_hostname", "instance_name", "host_status"] {
            #expect(server[column].isNull, "\(column)")
        }
        #expect(server["hostname"] == "lb")
    }

    @Test("a right that lacks names the role to give")
    func forbidden() async throws {
        let policy = #"{"forbidden": {"code": 403, "message": "Policy doesn't allow os-hypervisors:list-detail."}}"#
        let transport = try Lab.transport([
            Lab.signInKey: try Lab.signIn("token-member"),
            "GET /v2.1/os-hypervisors/detail": .json(policy, status: 403),
        ])
        let collection = await collect(transport).first { $0.spec.kind == "nova_hypervisor" }
        guard case .failed(let error) = collection?.result else {
            Issue.record("did not fail")
            return
        }
        #expect(error.code == .forbidden)
        #expect(error.message.contains("list-detail"))
        #expect(error.remedy?.contains("`admin`") == true && error.remedy?.contains("member, reader") == true)
    }

    @Test("a recording needs no credentials and no token")
    func replay() async throws {
        let transport = try Lab.transport([Lab.signInKey: .json(try Lab.fixture("token-admin"), status: 201)])
        let configuration = try OpenStackConfiguration(replaying: Lab.configuration.recordedSettings)
        let collections = await collect(transport, configuration: configuration)
        #expect(collections.allSatisfy { $0.outcome == .complete })
    }

    @Test("a recorded round replays to the same rows, without a secret on the disk")
    func recorded() async throws {
        let folder = try TemporaryFolder()
        let recording = Recording(
            directory: folder.file("r"), tombo: "1.2.3", cloud: "lab", startedAt: Instant(milliseconds: 0),
            sources: [.init(name: "openstack", type: "openstack", settings: Lab.configuration.recordedSettings)])
        let recorder = try Recorder(recording)
        let means = { (transport: any Transport) in
            SourceMeans(transport: transport, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        }
        let taped = RecordingTransport(try Lab.transport(), recorder: recorder, source: "openstack")
        let live = await OpenStackSource(configuration: Lab.configuration).collect(with: means(taped))
        try recorder.finish(at: Instant(milliseconds: 1000))
        let again = try Recording.load(from: folder.file("r"))
        let configuration = try OpenStackConfiguration(replaying: try #require(again.sources.first).settings)
        let replayed = await OpenStackSource(configuration: configuration).collect(
            with: means(ReplayTransport(again, source: "openstack")))
        #expect(live.map(\.rows) == replayed.map(\.rows))
        #expect(replayed.allSatisfy { $0.outcome == .complete })
        for file in try FileManager.default.subpathsOfDirectory(atPath: folder.path) {
            let text = FileManager.default.contents(atPath: folder.file(file))
                .map { String(decoding: $0, as: UTF8.self) }
            for secret in [Lab.password, Lab.token, "I2Nsb3VkLWNvbmZpZw"] {
                #expect(text?.contains(secret) != true, "\(file)")
            }
        }
    }

    @Test("a recording that is older than a kind has no answer for it, and that is no failure")
    func olderRecording() async throws {
        let known = Set(OpenStackCatalog.specs.map(\.kind)).subtracting(["nova_instance_action"])
        let transport = try Lab.transport()
        let log = LogRecorder()
        let means = SourceMeans(transport: transport, logger: Logger(label: "test") { _ in log }, kinds: known)
        let collections = await OpenStackSource(configuration: Lab.configuration).collect(with: means)
        #expect(collections.map(\.spec) == OpenStackCatalog.specs)
        for collection in collections where !known.contains(collection.spec.kind) {
            guard case .skipped(let reason) = collection.result else {
                Issue.record("\(collection.spec.kind) is \(collection.outcome)")
                continue
            }
            #expect(reason == "left out by a recording that is older than the kind")
        }
        #expect(collections.filter { $0.outcome == .complete }.count == known.count)
        #expect(!transport.askedKeys.contains { $0.contains("os-instance-actions") })
    }

    @Test("only the kinds that are wanted are asked for")
    func some() async throws {
        let transport = try Lab.transport()
        let source = OpenStackSource(configuration: Lab.configuration, kinds: ["nova_flavor"])
        let log = LogRecorder()
        let collections = await source.collect(
            with: SourceMeans(transport: transport, logger: Logger(label: "test") { _ in log }))
        #expect(collections.map(\.spec.kind) == ["nova_flavor"])
        #expect(!transport.askedKeys.contains { $0.contains("servers") })
    }

    @Test("what the configuration leaves out is not asked, and not a failure even where nobody can sign in")
    func without() async throws {
        let kinds = Set(OpenStackCatalog.specs.map(\.kind).filter { $0.hasPrefix("cinder_") })
        let source = OpenStackSource(
            configuration: Lab.configuration, without: kinds, leftOutBy: "clouds.lab.openstack.without")
        let log = LogRecorder()
        let refusing = FixtureTransport([Lab.signInKey: .json("{}", status: 401)])
        for transport in [try Lab.transport(), refusing] {
            let collections = await source.collect(
                with: SourceMeans(transport: transport, logger: Logger(label: "test") { _ in log }))
            #expect(collections.map(\.spec) == OpenStackCatalog.specs)
            #expect(Set(collections.filter { $0.outcome == .skipped }.map(\.spec.kind)) == kinds)
            #expect(!transport.askedKeys.contains { $0.contains("volume") })
            guard case .skipped(let reason) = collections.first(where: { $0.spec.kind == "cinder_volume" })?.result
            else { continue }
            #expect(reason == "left out by clouds.lab.openstack.without")
        }
        let recorded = Recording.Source(
            name: "openstack", type: "openstack",
            settings: ["auth_url": "http://k:5000/v3", "without": kinds.sorted().joined(separator: ",")])
        let replayed = await (try OpenStackSource(replaying: recorded)).collect(
            with: SourceMeans(transport: refusing, logger: Logger(label: "test") { _ in log }))
        #expect(Set(replayed.filter { $0.outcome == .skipped }.map(\.spec.kind)) == kinds)
    }
}

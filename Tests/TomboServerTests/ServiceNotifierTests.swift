import Foundation
import Testing
import TomboTestKit

@testable import TomboServer

@Suite("What systemd is told")
struct ServiceNotifierTests {
    @Test("comes as one datagram a message")
    func messages() throws {
        let folder = try TemporaryFolder()
        let listener = try DatagramListener(folder.file("notify"))
        let notifier = ServiceNotifier(environment: ["NOTIFY_SOCKET": folder.file("notify")])
        #expect(notifier.send(.ready))
        #expect(notifier.send(.reloading(monotonicMicroseconds: 5)))
        #expect(notifier.send(.status("two\nlines")))
        #expect(listener.next() == "READY=1")
        #expect(listener.next() == "RELOADING=1\nMONOTONIC_USEC=5")
        #expect(listener.next() == "STATUS=two lines")
        #expect(listener.next() == nil)
    }

    @Test("is said to nobody where nobody listens")
    func nobody() {
        #expect(!ServiceNotifier(environment: [:]).send(.ready))
        #expect(!ServiceNotifier(environment: ["NOTIFY_SOCKET": "/nonexistent/notify"]).send(.ready))
        #expect(!ServiceNotifier(environment: ["NOTIFY_SOCKET": String(repeating: "x", count: 200)]).send(.ready))
    }

    @Test("the watchdog is this process's, or nobody's")
    func watchdog() {
        #expect(ServiceNotifier(environment: ["WATCHDOG_USEC": "30000000"]).watchdog == .seconds(30))
        #expect(ServiceNotifier(environment: ["WATCHDOG_USEC": "30000000", "WATCHDOG_PID": "1"]).watchdog == nil)
        #expect(ServiceNotifier(environment: ["WATCHDOG_USEC": "soon"]).watchdog == nil)
        #expect(ServiceNotifier(environment: [:]).watchdog == nil)
    }
}

import Logging
import ServiceLifecycle
import TomboSources
import UnixSignals

/// Asks the clouds when they are due.
struct CollectService: Service {
    let core: DaemonCore

    func run() async throws {
        await withGracefulShutdownHandler {
            await core.collect()
        } onGracefulShutdown: {
            core.notifier.send(.stopping)
            core.schedule.stop()
        }
    }
}

/// Reads the configuration anew at each `SIGHUP`.
struct ReloadService: Service {
    let core: DaemonCore

    func run() async throws {
        for await _ in await UnixSignalsSequence(trapping: .sighup).cancelOnGracefulShutdown() {
            await core.reload()
        }
    }
}

/// Tells systemd that all goes on, as long as it does.
struct WatchdogService: Service {
    let core: DaemonCore

    func run() async throws {
        await cancelWhenGracefulShutdown {
            guard let every = core.notifier.watchdog else {
                try? await core.timing.sleep(.seconds(1 << 40))
                return
            }
            while !Task.isCancelled {
                beat()
                // One that is left out is none too many.
                try? await core.timing.sleep(every / 3)
            }
        }
    }

    /// Says that all goes on, if it does.
    func beat() {
        if let reason = core.stuck() {
            core.logger.critical("systemd will start tombo anew", metadata: ["error": "\(reason)"])
        } else {
            core.notifier.send(.watchdog)
        }
    }
}

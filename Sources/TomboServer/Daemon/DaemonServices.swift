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
                if await core.isStuck() {
                    core.logger.critical("a round does not end; systemd will start tombo anew")
                } else {
                    core.notifier.send(.watchdog)
                }
                try? await core.timing.sleep(every / 2)
            }
        }
    }
}

import NIOCore
import NIOPosix
import Testing

@testable import TomboServer

@Suite("Clients that do not read")
struct StalledClientTests {
    /// Sends so much to each client as soon as it is there, and closes when it is sent.
    private final class Sender: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        let bytes: Int

        init(_ bytes: Int) { self.bytes = bytes }

        func channelActive(context: ChannelHandlerContext) {
            context.writeAndFlush(NIOAny(ByteBuffer(repeating: 0, count: bytes)), promise: nil)
        }
    }

    /// Calls `body` with the server's end of a connection whose client reads or does not.
    private func connection(
        sending bytes: Int, clientReads: Bool, _ body: (any Channel) async throws -> Void
    ) async throws {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let accepted = group.next().makePromise(of: (any Channel).self)
        let server = try await ServerBootstrap(group: group).childChannelInitializer { channel in
            accepted.succeed(channel)
            return channel.eventLoop.makeCompletedFuture {
                try channel.pipeline.syncOperations.addHandler(StalledClientHandler(limit: .milliseconds(200)))
                try channel.pipeline.syncOperations.addHandler(Sender(bytes))
            }
        }.bind(host: "127.0.0.1", port: 0).get()
        let client = try await ClientBootstrap(group: group).channelOption(.autoRead, value: clientReads)
            .connect(to: try #require(server.localAddress)).get()
        try await body(accepted.futureResult.get())
        client.close(promise: nil)
        try await server.close()
        try await group.shutdownGracefully()
    }

    @Test("are not waited for: the connection is closed, and the answer gone")
    func stalled() async throws {
        try await connection(sending: 64 << 20, clientReads: false) { try await $0.closeFuture.get() }
    }

    @Test("one that reads keeps its connection, though nothing is sent any more")
    func reading() async throws {
        try await connection(sending: 8 << 20, clientReads: true) { channel in
            try await channel.eventLoop.scheduleTask(in: .milliseconds(900)) {}.futureResult.get()
            #expect(channel.isActive)
        }
    }
}

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
        sending bytes: Int, clientReads: Bool, limit: TimeAmount, _ body: (any Channel) async throws -> Void
    ) async throws {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let accepted = group.next().makePromise(of: (any Channel).self)
        let server = try await ServerBootstrap(group: group).childChannelInitializer { channel in
            accepted.succeed(channel)
            return channel.eventLoop.makeCompletedFuture {
                try channel.pipeline.syncOperations.addHandler(StalledClientHandler(limit: limit))
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
        try await connection(sending: 64 << 20, clientReads: false, limit: .milliseconds(200)) { channel in
            try await channel.closeFuture.get()
        }
    }

    @Test("one that reads keeps its connection, though nothing is sent any more")
    func reading() async throws {
        // Long enough that a busy machine does not look like a client that stands still.
        try await connection(sending: 8 << 20, clientReads: true, limit: .seconds(3)) { channel in
            try await channel.eventLoop.scheduleTask(in: .seconds(4)) {}.futureResult.get()
            #expect(channel.isActive)
        }
    }
}

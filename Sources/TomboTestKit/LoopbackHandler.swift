import Foundation
import NIOCore
import NIOHTTP1
import Synchronization

/// What a server has seen, across its connections.
final class LoopbackCounts: Sendable {
    private let state = Mutex((connections: 0, requests: 0))

    var connections: Int { state.withLock(\.connections) }
    var requests: Int { state.withLock(\.requests) }

    func nextConnection() -> Int {
        state.withLock { state in
            state.connections += 1
            return state.connections
        }
    }

    func nextRequest() -> Int {
        state.withLock { state in
            state.requests += 1
            return state.requests
        }
    }
}

/// One connection: reads requests, and writes answers as raw bytes, since a
/// well-behaved encoder could not be made to misbehave.
final class LoopbackHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart

    private let counts: LoopbackCounts
    private let connection: Int
    private let answer: @Sendable (LoopbackRequest) -> LoopbackAnswer
    private var head: HTTPRequestHead?
    private var body = ""
    private var requests = 0

    init(
        counts: LoopbackCounts, connection: Int, answer: @escaping @Sendable (LoopbackRequest) -> LoopbackAnswer
    ) {
        self.counts = counts
        self.connection = connection
        self.answer = answer
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            self.head = head
            body = ""
        case .body(let buffer): body += String(buffer: buffer)
        case .end:
            guard let head else { return }
            requests += 1
            let request = LoopbackRequest(
                method: head.method.rawValue, path: head.uri, headers: head.headers.map { ($0.name, $0.value) },
                body: body, number: counts.nextRequest(), connection: connection, numberOnConnection: requests)
            Self.perform(answer(request), on: context.channel)
        }
    }

    /// The client going away is what half the tests are about.
    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

    private static func perform(_ answer: LoopbackAnswer, on channel: any Channel) {
        switch answer {
        case .hang: break
        case .response(let status, let headers, let body):
            write(head(status, headers, length: body.count) + body, to: channel)
        case .truncate(let length, let body):
            write(head(200, [:], length: length) + body, to: channel, thenClose: true)
        case .raw(let bytes): write(bytes, to: channel, thenClose: true)
        case .close: channel.close(promise: nil)
        case .reset: reset(channel)
        case .drip(let body, let milliseconds):
            write(head(200, [:], length: body.count), to: channel)
            drip(body[...], each: .milliseconds(milliseconds), on: channel)
        case .flood(let bytes):
            write(Array("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".utf8), to: channel)
            flood(bytes, on: channel)
        }
    }

    private static func head(_ status: Int, _ headers: [String: String], length: Int) -> [UInt8] {
        var lines = ["HTTP/1.1 \(status) Status", "Content-Length: \(length)"]
        lines += headers.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
        return Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8)
    }

    private static func write(_ bytes: [UInt8], to channel: any Channel, thenClose: Bool = false) {
        let written = channel.writeAndFlush(ByteBuffer(bytes: bytes))
        if thenClose { written.whenComplete { _ in channel.close(promise: nil) } }
    }

    private static func drip(_ rest: ArraySlice<UInt8>, each delay: TimeAmount, on channel: any Channel) {
        guard let byte = rest.first else { return }
        channel.eventLoop.scheduleTask(in: delay) {
            guard channel.isActive else { return }
            write([byte], to: channel)
            drip(rest.dropFirst(), each: delay, on: channel)
        }
    }

    private static func flood(_ rest: Int, on channel: any Channel) {
        let count = min(rest, 65_536)
        let chunk = Array("\(String(count, radix: 16))\r\n".utf8) + Array(repeating: 0x20, count: count) + [13, 10]
        channel.writeAndFlush(ByteBuffer(bytes: rest > 0 ? chunk : Array("0\r\n\r\n".utf8))).whenSuccess {
            if rest > 0 { flood(rest - count, on: channel) }
        }
    }

    /// Closing with a linger time of zero sends RST instead of FIN.
    private static func reset(_ channel: any Channel) {
        guard let socket = channel as? any SocketOptionProvider else { return channel.close(promise: nil) }
        socket.setSoLinger(linger(l_onoff: 1, l_linger: 0)).whenComplete { _ in channel.close(promise: nil) }
    }
}

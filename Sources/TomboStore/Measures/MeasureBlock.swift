import Foundation
import GRDB

/// A stored poll of one collector, as bytes.
struct MeasurePoll: Equatable {
    /// Rises in the order in which polls were saved, within a snapshot too; see ``id(seq:place:)``.
    var id: Int64
    var seq: Int64
    /// The poll on which it hangs; its own `seq` where it is a keyframe.
    var keyframe: Int64
    var samples: [UInt8]
}

/// Many polls of one keyframe in one row, each with the very bytes that were hashed when it was saved.
///
/// `further` says of each poll but the first how many of the bytes are its
/// own, times four; plus one where the number of snapshots follows that it is
/// after the one before it, which else is as the time before, and of the second
/// poll one; plus two where it follows by how much its id is off (zigzag), which
/// was saved in another place of its round, or before a forgotten snapshot.
struct MeasureBlock: Equatable {
    /// Larger rows fill SQLite's pages of 4096 bytes badly, smaller ones cost more than their samples.
    static let bytes = 480

    /// Of its first poll.
    var id: Int64
    var keyframe: Int64
    var first: Int64
    var last: Int64
    var samples: [UInt8]
    var further: [UInt8]

    /// Packs polls of one keyframe, in their order, into as few blocks as hold them.
    static func packed(_ polls: [MeasurePoll]) -> [MeasureBlock] {
        var blocks: [MeasureBlock] = []
        var (lastID, lastStep): (Int64, Int64) = (0, 1)
        for poll in polls {
            if var block = blocks.last, block.samples.count + block.further.count + poll.samples.count <= bytes {
                let step = poll.seq - block.last
                let off = poll.id - MeasurePoll.id(lastID, snapshotsLater: step)
                let number = UInt64(poll.samples.count) << 2 | (off != 0 ? 2 : 0) | (step != lastStep ? 1 : 0)
                Varint.append(number, to: &block.further)
                if step != lastStep { Varint.append(UInt64(step), to: &block.further) }
                if off != 0 { Varint.append(Varint.zigzag(off), to: &block.further) }
                lastStep = step
                block.samples += poll.samples
                block.last = poll.seq
                blocks[blocks.count - 1] = block
            } else {
                lastStep = 1
                blocks.append(
                    MeasureBlock(
                        id: poll.id, keyframe: poll.keyframe, first: poll.seq, last: poll.seq, samples: poll.samples,
                        further: []))
            }
            lastID = poll.id
        }
        return blocks
    }

    /// Its polls, the oldest first; nil when the numbers and the bytes do not come out even.
    var polls: [MeasurePoll]? {
        var sizes: [(id: Int64, seq: Int64, count: Int)] = []
        var (position, id, seq, rest) = (0, id, first, samples.count)
        var step: Int64 = 1
        while position < further.count {
            guard let number = Varint.read(further, at: &position) else { return nil }
            if number & 1 != 0 {
                guard let gap = Varint.read(further, at: &position) else { return nil }
                step = Int64(clamping: gap)
            }
            guard step > 0, step <= last - seq else { return nil }
            id = MeasurePoll.id(id, snapshotsLater: step)
            if number & 2 != 0 {
                guard let off = Varint.read(further, at: &position) else { return nil }
                id &+= Varint.unzigzag(off)
            }
            let count = number >> 2
            guard count <= UInt64(rest) else { return nil }
            seq += step
            rest -= Int(count)
            sizes.append((id, seq, Int(count)))
        }
        guard seq == last else { return nil }
        var start = rest
        var polls = [MeasurePoll(id: self.id, seq: first, keyframe: keyframe, samples: Array(samples[..<rest]))]
        for size in sizes {
            polls.append(
                MeasurePoll(
                    id: size.id, seq: size.seq, keyframe: keyframe,
                    samples: Array(samples[start..<(start + size.count)])))
            start += size.count
        }
        return polls
    }
}

extension MeasurePoll {
    private static let places: Int64 = 4096

    /// Of what was saved in snapshot `seq`, in its place among the collections of the round.
    static func id(seq: Int64, place: Int) -> Int64 { seq &* places &+ Int64(place) % places }

    /// Of the same place in a later snapshot.
    static func id(_ id: Int64, snapshotsLater count: Int64) -> Int64 { id &+ count &* places }

    static let columns = "id, seq, keyframe_seq, samples"

    /// From ``columns``.
    init(_ row: Row) {
        self.init(id: row[0], seq: row[1], keyframe: row[2], samples: [UInt8](row[3] as Data))
    }
}

extension MeasureBlock {
    static let columns = "first_id, keyframe_seq, first_seq, last_seq, samples, further"

    /// From ``columns``.
    init(_ row: Row) {
        self.init(
            id: row[0], keyframe: row[1], first: row[2], last: row[3], samples: [UInt8](row[4] as Data),
            further: [UInt8](row[5] as Data))
    }

    /// ``polls``, or what is wrong with the row.
    func unpacked() throws -> [MeasurePoll] {
        guard let polls else {
            throw StoreError(
                .corrupt, "The measures of the snapshots #\(first) to #\(last) cannot be read.",
                remedy: "See `tombo verify`.")
        }
        return polls
    }
}

import Foundation
import GRDB
import TomboRecords

/// Writes the polls of measures anew, for the snapshots that stay and the time that measures stay.
struct MeasureThinner {
    let db: Database
    let plan: ForgetPlan
    let specs: [RecordSpec]

    init(_ db: Database, plan: ForgetPlan, specs: [RecordSpec]) {
        self.db = db
        self.plan = plan
        self.specs = specs
    }

    /// A poll with its samples in full.
    private struct Poll {
        var id: Int64
        var seq: Int64
        var frame: MeasureCodec.Frame
    }

    /// - Returns: How many polls went.
    func thin() throws -> Int {
        if plan.removed.isEmpty, plan.measures.isEmpty { return 0 }
        var gone = 0
        for collector in try MeasureLog(db).collectors() {
            let kind = try String.fetchOne(
                db, sql: "SELECT k.name FROM collector o JOIN kind k ON k.id = o.kind_id WHERE o.id = ?",
                arguments: [collector])
            let all = try polls(of: collector)
            let kept = try retained(onKept(all))
            gone += all.count - kept.count
            try write(kept, collector: collector, metrics: specs.first { $0.kind == kind }?.measureIndices.count ?? 1)
        }
        return max(0, gone)
    }

    private func polls(of collector: Int64) throws -> [Poll] {
        var polls: [Poll] = []
        var stride: Int?
        for poll in try MeasureLog(db).polls(of: collector, 0...(.max)) {
            var frame = polls.last?.frame
            if poll.keyframe == poll.seq {
                let keyframe = MeasureCodec.decodeKeyframe(poll.samples)
                (frame, stride) = (keyframe?.frame, keyframe?.stride)
            } else if let values = frame.flatMap({
                MeasureCodec.decodeDelta(poll.samples, after: $0.values, stride: stride)
            }) {
                frame?.values = values
            } else {
                frame = nil
            }
            guard let frame else {
                throw StoreError(.corrupt, "The measures of snapshot #\(poll.seq) cannot be read.")
            }
            polls.append(Poll(id: poll.id, seq: poll.seq, frame: frame))
        }
        return polls
    }

    /// What stands for the snapshots that stay: of several polls up to one of them the last.
    private func onKept(_ polls: [Poll]) -> [Poll] {
        var kept: [Poll] = []
        for poll in polls {
            guard let seq = plan.successors[poll.seq] else { continue }
            var poll = poll
            poll.seq = seq
            if kept.last?.seq == seq { kept[kept.count - 1] = poll } else { kept.append(poll) }
        }
        return kept
    }

    /// What stays of those by the measures' own retention. What went is unknown, never the sample before.
    private func retained(_ polls: [Poll]) throws -> [Poll] {
        guard !plan.measures.isEmpty, let newest = plan.kept.last?.snapshot.finishedAt else { return polls }
        let times = Dictionary(uniqueKeysWithValues: plan.kept.map { ($0.snapshot.seq, $0.snapshot.finishedAt) })
        func age(_ poll: Poll) -> Double {
            Double(newest.milliseconds - (times[poll.seq] ?? newest).milliseconds) / 1000
        }
        var polls = polls
        // The last one before the time is what the first snapshots after it show, until something moves.
        if let within = plan.measures.within, let first = polls.lastIndex(where: { age($0) > within }) {
            polls.removeFirst(first)
        }
        guard let daily = plan.measures.daily else { return polls }
        var kept: [Poll] = []
        for (index, poll) in polls.enumerated() {
            let next = index + 1 < polls.count ? polls[index + 1] : nil
            let isOld = age(poll) > daily
            if !isOld || next.map({ day($0, times) != day(poll, times) }) ?? true {
                kept.append(poll)
            } else if let last = kept.last, last.seq < poll.seq, last.frame.values.contains(where: { $0 != nil }) {
                // From the next poll on until the day's last nobody knows any more what it was.
                var unknown = poll
                unknown.frame.values = unknown.frame.values.map { _ in nil }
                kept.append(unknown)
            }
        }
        return kept
    }

    private func day(_ poll: Poll, _ times: [Int64: Instant]) -> Int64 {
        guard let instant = times[poll.seq] else { return 0 }
        let seconds = instant.milliseconds / 1000 + Int64(plan.measures.offset(instant))
        return seconds / 86_400
    }

    /// `metrics` is how many each resource has.
    private func write(_ polls: [Poll], collector: Int64, metrics: Int) throws {
        var written: [MeasurePoll] = []
        var last: (keyframe: Int64, polls: Int, bytes: Int, deltas: Int, frame: MeasureCodec.Frame)?
        for poll in polls {
            let bytes: [UInt8]
            // What an earlier tombo with fewer metrics measured does not come out even.
            let stride = poll.frame.series.count.isMultiple(of: max(1, metrics)) ? max(1, metrics) : 1
            if let known = last, known.frame.series == poll.frame.series,
                MeasureCodec.canHang(polls: known.polls, keyframeBytes: known.bytes, deltaBytes: known.deltas),
                let packed = MeasurePacking.encode(
                    poll.frame.values, after: known.frame.values, stride: stride)
            {
                bytes = packed
                last = (known.keyframe, known.polls + 1, known.bytes, known.deltas + packed.count, poll.frame)
            } else {
                bytes = MeasureCodec.encodeKeyframe(poll.frame, stride: stride)
                last = (poll.seq, 1, bytes.count, 0, poll.frame)
            }
            written.append(
                MeasurePoll(id: poll.id, seq: poll.seq, keyframe: last?.keyframe ?? poll.seq, samples: bytes))
        }
        try MeasureLog(db).replace(of: collector, with: written)
    }
}

/// Feeding a time range of the log to destinations once more. Starting points: [Replays] keeps the jobs; a
/// [ReplayPlan] is what one would do, checked; a `RunningReplay` does it, beside the ordinary feed: the pipelines and
/// the chosen destinations are made a second time, with checkpoints, books and folders of their own.
@NullMarked
package ai.genops.server.replay;

import org.jspecify.annotations.NullMarked;

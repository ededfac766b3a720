/// Searches as jobs: they wait, run, show previews, and their results stay for a while. Start at
/// [ai.genops.server.job.Jobs]; one job is a [ai.genops.server.job.Job], run by [ai.genops.server.job.JobRun]; its rows
/// are [ai.genops.server.job.Rows].
@NullMarked
package ai.genops.server.job;

import org.jspecify.annotations.NullMarked;

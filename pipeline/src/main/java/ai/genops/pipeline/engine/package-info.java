/// Running pipelines over the log. Starting points, in the order of flow: a [Feed] reads records and gives each event
/// to the [Engine], which takes it through every [Pipeline]; a [RouteEdge] leads from a pipeline to a destination.
/// [Feeds] keeps the feeds, so that a destination that lags neither stops the others nor loses anything.
@NullMarked
package ai.genops.pipeline.engine;

import org.jspecify.annotations.NullMarked;

/// The destination `snowflake`: events as rows of tables, by the REST API of Snowpipe Streaming's high-performance
/// architecture (docs.snowflake.com, "Snowpipe Streaming REST API endpoints"). Starting points: [SnowflakeType] reads
/// the block, [Channel] is how rows get into a table exactly once, [Position] what an offset token says,
/// [Session] whom Snowflake takes us for.
@NullMarked
package ai.genops.destination.snowflake;

import org.jspecify.annotations.NullMarked;

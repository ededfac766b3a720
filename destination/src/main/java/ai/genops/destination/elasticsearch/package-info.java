/// The destination `elasticsearch`: Elasticsearch and OpenSearch, by `_bulk`. Starting points: [ElasticsearchType]
/// reads the block, [ElasticsearchTransport] sends, [BulkEncoder] says how an event looks and [BulkAnswer] what
/// became of each.
@NullMarked
package ai.genops.destination.elasticsearch;

import org.jspecify.annotations.NullMarked;

/// The lake: events as rows of a DuckDB database, one table for each dataset, searchable as soon as they are committed.
///
/// Starting points, in the order of flow: [LakeType] reads the configuration; [LakeDestination] is fed
/// events, which `Target` puts into a dataset and `RowEncoder` turns into `Rows`; `OpenBatch` hands them
/// over to `Delivery`, whose `BatchWriter` writes them in one transaction with the checkpoint. [LakeKeeper]
/// moves them on: `Due` says when, `Roll` puts them into files, `Settling` among the rows that stay, and
/// `Yielding` lets searches go first. [Lake] owns the database, [Layout] says how tables look.
@NullMarked
package ai.genops.lake;

import org.jspecify.annotations.NullMarked;

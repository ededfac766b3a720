/// Reading lookup files into tables. Starting point: [TableReader].
@NullMarked
package ai.genops.pipeline.lookup.read;

import org.jspecify.annotations.NullMarked;

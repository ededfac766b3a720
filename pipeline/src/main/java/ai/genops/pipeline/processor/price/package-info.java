/// What models cost: a [Catalogue] finds the [Price] of a model on a day, [PriceTable] reads one from CSV.
@NullMarked
package ai.genops.pipeline.processor.price;

import org.jspecify.annotations.NullMarked;

/// The catalogues of prices in a configuration, to be looked at. Starting point: [ai.genops.server.price.PriceFiles].
@NullMarked
package ai.genops.server.price;

import org.jspecify.annotations.NullMarked;

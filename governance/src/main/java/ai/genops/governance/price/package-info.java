/**
 * What models cost. Start at {@link ai.genops.governance.price.Catalogue}, which rates a
 * {@link ai.genops.governance.price.Call} with its {@link ai.genops.governance.price.Usage};
 * {@link ai.genops.governance.price.Layers} puts one's own prices above others, and
 * {@link ai.genops.governance.price.History} one after the other. Catalogues are read by the module genops-rules.
 */
@NullMarked
package ai.genops.governance.price;

import org.jspecify.annotations.NullMarked;

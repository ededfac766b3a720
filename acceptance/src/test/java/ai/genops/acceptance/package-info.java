/// The product as a stranger uses it: `./genops` in processes of its own, real clients, real crashes.
@NullMarked
package ai.genops.acceptance;

import org.jspecify.annotations.NullMarked;

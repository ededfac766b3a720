/** What goes wrong while the SDK records or exports: counted, logged once per kind, never thrown. Start at Problems. */
@NullMarked
package ai.genops.sdk.problem;

import org.jspecify.annotations.NullMarked;

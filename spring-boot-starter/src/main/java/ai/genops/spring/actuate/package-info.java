/** What an operator sees of GenOps in an application: its health, its meters. */
@NullMarked
package ai.genops.spring.actuate;

import org.jspecify.annotations.NullMarked;

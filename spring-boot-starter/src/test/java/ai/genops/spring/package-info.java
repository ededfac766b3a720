@NullMarked
package ai.genops.spring;

import org.jspecify.annotations.NullMarked;

/**
 * GenOps in a Spring Boot application. Start at GenOpsAutoConfiguration, which makes the one GenOps of an application
 * from its properties (GenOpsFactory), and GovernedBeans, which stands before beans with annotated methods; model governs
 * beans that are models of Spring AI and LangChain4j, actuate tells of it all.
 */
@NullMarked
package ai.genops.spring;

import org.jspecify.annotations.NullMarked;

/**
 * The module 'desk'.
 */
@ApplicationModule(allowedDependencies = "stock")
package dev.messageport.autoconfigure.shop.desk;

import org.springframework.modulith.ApplicationModule;

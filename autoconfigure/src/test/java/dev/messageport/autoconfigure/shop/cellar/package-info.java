/**
 * The module 'cellar'.
 */
@ApplicationModule
package dev.messageport.autoconfigure.shop.cellar;

import org.springframework.modulith.ApplicationModule;

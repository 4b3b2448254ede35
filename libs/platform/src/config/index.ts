export { readSettings, type Settings, type SettingSource, type SettingsReading } from './read-settings.js';
export { listSettings, renderSettings, type SettingRow } from './render-settings.js';
export { type LogLevel, settingDefinitions, type SettingDefinition, type SettingName } from './setting-definitions.js';

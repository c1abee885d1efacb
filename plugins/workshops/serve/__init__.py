"""The preview: builds the site, serves it on this machine only, and reloads the browser after every edit.

Two processes share the work. The one that the user started serves files, watches folders and tells browsers
(`live`); it starts a second one that builds (`worker`), keeps Python and the site in memory between builds, and
is started anew when plugin code or settings change. So a build that crashes leaves the preview standing, and a
long build does not keep a page from being served. The published files are never touched: the script that reloads
pages is put into the answer, not into the file.
"""

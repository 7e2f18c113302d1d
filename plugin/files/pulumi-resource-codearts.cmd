@echo off
where node >nul 2>nul
if errorlevel 1 (
  echo pulumi-resource-codearts: there is no node on PATH, and the plugin runs on Node.js 20.19 or later: install it from https://nodejs.org 1>&2
  exit /b 1
)
if not exist "%~dp0codearts.js" (
  echo pulumi-resource-codearts: there is no codearts.js in %~dp0: use the folder node_modules\pulumi-codearts\dist\plugin, do not copy its files 1>&2
  exit /b 1
)
node "%~dp0codearts.js" %*

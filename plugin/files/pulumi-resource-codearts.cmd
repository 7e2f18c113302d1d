@echo off
where node >nul 2>nul
if errorlevel 1 (
  echo pulumi-resource-codearts: there is no node on PATH, and the plugin runs on Node.js 20.19 or later: install it from https://nodejs.org 1>&2
  exit /b 1
)
node "%~dp0codearts.js" %*
